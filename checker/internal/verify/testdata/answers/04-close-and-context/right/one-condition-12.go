// right
// Callers, owner and closers all wait at one sync.Cond; who gives up takes its command out of the queue again; what is in the queue when Close comes is still carried out.
package main

import (
	"context"
	"errors"
	"slices"
	"sync"
)

var ErrClosed = errors.New("sharedmap: closed")

const (
	opSet = iota
	opGet
	opRemove
	opCount
	opUpdate
)

type answer struct {
	value any
	found bool
	n     int
}

type command struct {
	op    int
	key   string
	value any
	f     func(old any, found bool) any
	taken bool
	done  bool
	a     answer
}

type SharedMap struct {
	mu      sync.Mutex
	change  *sync.Cond
	queue   []*command
	closing bool
	gone    bool
	m       map[string]any
}

func NewMap() *SharedMap {
	sm := &SharedMap{m: make(map[string]any)}
	sm.change = sync.NewCond(&sm.mu)
	go sm.own()
	return sm
}

func (sm *SharedMap) own() {
	sm.mu.Lock()
	defer sm.mu.Unlock()
	for {
		for len(sm.queue) == 0 && !sm.closing {
			sm.change.Wait()
		}
		if len(sm.queue) == 0 {
			sm.gone = true
			sm.change.Broadcast()
			return
		}
		cmd := sm.queue[0]
		sm.queue = sm.queue[1:]
		cmd.taken = true
		sm.mu.Unlock()
		a := carryOut(sm.m, *cmd)
		sm.mu.Lock()
		cmd.a, cmd.done = a, true
		sm.change.Broadcast()
	}
}

func (sm *SharedMap) ask(ctx context.Context, cmd command) (answer, error) {
	if err := ctx.Err(); err != nil {
		return answer{}, err
	}
	told := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(told)
		sm.mu.Lock()
		defer sm.mu.Unlock()
		sm.change.Broadcast()
	})
	defer func() {
		if !stop() {
			<-told
		}
	}()
	sm.mu.Lock()
	defer sm.mu.Unlock()
	if sm.closing {
		return answer{}, ErrClosed
	}
	sm.queue = append(sm.queue, &cmd)
	sm.change.Broadcast()
	for !cmd.done {
		if err := ctx.Err(); err != nil {
			if i := slices.Index(sm.queue, &cmd); i >= 0 {
				sm.queue = slices.Delete(sm.queue, i, i+1)
			}
			return answer{}, err
		}
		sm.change.Wait()
	}
	return cmd.a, nil
}

func (sm *SharedMap) Close() map[string]any {
	sm.mu.Lock()
	defer sm.mu.Unlock()
	sm.closing = true
	sm.change.Broadcast()
	for !sm.gone {
		sm.change.Wait()
	}
	m := sm.m
	sm.m = nil
	return m
}

func carryOut(m map[string]any, cmd command) (a answer) {
	switch cmd.op {
	case opSet:
		m[cmd.key] = cmd.value
	case opGet:
		a.value, a.found = m[cmd.key]
	case opRemove:
		delete(m, cmd.key)
	case opCount:
		a.n = len(m)
	case opUpdate:
		old, found := m[cmd.key]
		a.value = cmd.f(old, found)
		m[cmd.key] = a.value
	}
	return a
}

func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	_, err := sm.ask(ctx, command{op: opSet, key: key, value: value})
	return err
}

func (sm *SharedMap) Get(ctx context.Context, key string) (value any, found bool, err error) {
	a, err := sm.ask(ctx, command{op: opGet, key: key})
	return a.value, a.found, err
}

func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	_, err := sm.ask(ctx, command{op: opRemove, key: key})
	return err
}

func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	a, err := sm.ask(ctx, command{op: opCount})
	return a.n, err
}

func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	a, err := sm.ask(ctx, command{op: opUpdate, key: key, f: f})
	return a.value, err
}
