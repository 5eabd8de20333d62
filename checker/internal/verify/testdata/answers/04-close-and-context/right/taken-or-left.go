// right
// Owner and caller decide by one compare-and-swap whether a waiting command is taken or left; the context's end comes through AfterFunc, and a call that returns has seen that function stopped or done.
package main

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
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
	state  *atomic.Int32 // 0 waiting, 1 taken, 2 left
}

type SharedMap struct {
	mu     sync.Mutex
	queue  []command
	closed bool
	bell   chan struct{}
	gone   chan struct{}
	last   atomic.Pointer[map[string]any]
}

func NewMap() *SharedMap {
	sm := &SharedMap{bell: make(chan struct{}, 1), gone: make(chan struct{})}
	go sm.own()
	return sm
}

func (sm *SharedMap) ring() {
	select {
	case sm.bell <- struct{}{}:
	default:
	}
}

func (sm *SharedMap) own() {
	defer close(sm.gone)
	m := make(map[string]any)
	for range sm.bell {
		sm.mu.Lock()
		queue, closed := sm.queue, sm.closed
		sm.queue = nil
		sm.mu.Unlock()
		for i := range queue {
			if cmd := queue[i]; cmd.state.CompareAndSwap(0, 1) {
				cmd.answer <- carryOut(m, cmd)
			}
		}
		if closed {
			sm.last.Store(&m)
			return
		}
	}
}

func (sm *SharedMap) ask(ctx context.Context, cmd command) (a answer, err error) {
	if err := ctx.Err(); err != nil {
		return answer{}, err
	}
	cmd.answer, cmd.state = make(chan answer, 1), new(atomic.Int32)
	end := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(end)
		cmd.state.CompareAndSwap(0, 2)
	})
	defer func() {
		if !stop() {
			<-end
		}
	}()
	sm.mu.Lock()
	if sm.closed {
		sm.mu.Unlock()
		return answer{}, errors.Join(ErrClosed, ctx.Err())
	}
	sm.queue = append(sm.queue, cmd)
	sm.mu.Unlock()
	sm.ring()
	select {
	case a := <-cmd.answer:
		return a, nil
	case <-end:
		return answer{}, ctx.Err()
	}
}

func (sm *SharedMap) Close() map[string]any {
	sm.mu.Lock()
	sm.closed = true
	sm.mu.Unlock()
	sm.ring()
	<-sm.gone
	if m := sm.last.Swap(nil); m != nil {
		return *m
	}
	return nil
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
