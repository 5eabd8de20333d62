// right
// There is no owner while there is nothing to do: the first command starts one, which ends when the queue is empty; Close waits for the one that there may be.
package main

import (
	"context"
	"errors"
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
	op     int
	key    string
	value  any
	f      func(old any, found bool) any
	answer chan answer
}

type SharedMap struct {
	mu     sync.Mutex
	queue  []command
	busy   bool          // there is an owner
	owner  chan struct{} // closed when the last owner has ended
	closed bool
	m      map[string]any
}

func NewMap() *SharedMap { return &SharedMap{} }

func (sm *SharedMap) own(m map[string]any, before, ended chan struct{}) {
	defer close(ended)
	if before != nil {
		<-before
	}
	for {
		sm.mu.Lock()
		queue := sm.queue
		sm.queue = nil
		if len(queue) == 0 {
			sm.m, sm.busy = m, false
			sm.mu.Unlock()
			return
		}
		sm.mu.Unlock()
		for _, cmd := range queue {
			cmd.answer <- carryOut(m, cmd)
		}
	}
}

func (sm *SharedMap) hand(cmd command) bool {
	sm.mu.Lock()
	defer sm.mu.Unlock()
	if sm.closed {
		return false
	}
	sm.queue = append(sm.queue, cmd)
	if !sm.busy {
		if sm.m == nil {
			sm.m = make(map[string]any)
		}
		before := sm.owner
		sm.busy, sm.owner = true, make(chan struct{})
		go sm.own(sm.m, before, sm.owner)
		sm.m = nil
	}
	return true
}

func (sm *SharedMap) ask(ctx context.Context, cmd command) (answer, error) {
	if err := ctx.Err(); err != nil {
		return answer{}, err
	}
	cmd.answer = make(chan answer, 1)
	if !sm.hand(cmd) {
		return answer{}, ErrClosed
	}
	select {
	case a := <-cmd.answer:
		return a, nil
	case <-ctx.Done():
		return answer{}, ctx.Err()
	}
}

func (sm *SharedMap) Close() map[string]any {
	sm.mu.Lock()
	first, owner := !sm.closed, sm.owner
	sm.closed = true
	sm.mu.Unlock()
	if owner != nil {
		<-owner
	}
	if !first {
		return nil
	}
	sm.mu.Lock()
	defer sm.mu.Unlock()
	m := sm.m
	sm.m = nil
	if m == nil {
		m = make(map[string]any)
	}
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
