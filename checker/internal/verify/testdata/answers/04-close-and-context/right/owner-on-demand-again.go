// right
// Right: there is an owner only while there is work; the first command of an idle map starts one and it ends with its queue; Close refuses new commands, waits for the owner that is at work, and an idle map has none.
package main

import (
	"context"
	"errors"
	"sync"
)

var ErrClosed = errors.New("sharedmap: closed")

type request struct {
	do   func(m map[string]any)
	done chan struct{}
}

type SharedMap struct {
	mu     sync.Mutex
	m      map[string]any
	queue  []*request
	owner  chan struct{} // is closed when the owner at work has ended; nil while idle
	closed bool
}

func NewMap() *SharedMap { return &SharedMap{m: make(map[string]any)} }

// next is the request to be carried out, or nil, and then the owner has ended.
func (sm *SharedMap) next() (r *request) {
	sm.mu.Lock()
	defer sm.mu.Unlock()
	if len(sm.queue) == 0 {
		close(sm.owner)
		sm.owner = nil
		return nil
	}
	r, sm.queue = sm.queue[0], sm.queue[1:]
	return r
}

func (sm *SharedMap) own() {
	for r := sm.next(); r != nil; r = sm.next() {
		r.do(sm.m)
		close(r.done)
	}
}

func (sm *SharedMap) enqueue(r *request) error {
	sm.mu.Lock()
	defer sm.mu.Unlock()
	if sm.closed {
		return ErrClosed
	}
	sm.queue = append(sm.queue, r)
	if sm.owner == nil {
		sm.owner = make(chan struct{})
		go sm.own()
	}
	return nil
}

func (sm *SharedMap) withdraw(gone *request) {
	sm.mu.Lock()
	defer sm.mu.Unlock()
	for i, r := range sm.queue {
		if r == gone {
			sm.queue = append(sm.queue[:i:i], sm.queue[i+1:]...)
			break
		}
	}
}

func (sm *SharedMap) ask(ctx context.Context, do func(m map[string]any)) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	r := &request{do, make(chan struct{})}
	if err := sm.enqueue(r); err != nil {
		return err
	}
	select {
	case <-r.done:
		return nil
	case <-ctx.Done():
		sm.withdraw(r)
		return ctx.Err()
	}
}

func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	return sm.ask(ctx, func(m map[string]any) { m[key] = value })
}

func (sm *SharedMap) Get(ctx context.Context, key string) (any, bool, error) {
	var a struct {
		any
		bool
	}
	if err := sm.ask(ctx, func(m map[string]any) { a.any, a.bool = m[key] }); err != nil {
		return nil, false, err
	}
	return a.any, a.bool, nil
}

func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	return sm.ask(ctx, func(m map[string]any) { delete(m, key) })
}

func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	var n int
	if err := sm.ask(ctx, func(m map[string]any) { n = len(m) }); err != nil {
		return 0, err
	}
	return n, nil
}

func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	var value any
	if err := sm.ask(ctx, func(m map[string]any) {
		old, found := m[key]
		value = f(old, found)
		m[key] = value
	}); err != nil {
		return nil, err
	}
	return value, nil
}

func (sm *SharedMap) Close() (m map[string]any) {
	sm.mu.Lock()
	sm.closed = true
	owner := sm.owner
	sm.mu.Unlock()
	if owner != nil {
		<-owner
	}
	sm.mu.Lock()
	defer sm.mu.Unlock()
	m, sm.m = sm.m, nil
	return
}
