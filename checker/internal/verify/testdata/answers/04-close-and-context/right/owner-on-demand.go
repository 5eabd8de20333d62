// right
// There is an owner only while there is work: the call that finds none starts one, which ends when the queue is empty.
package main

import (
	"context"
	"errors"
	"sync"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

type result struct {
	value any
	found bool
	n     int
}

type request struct {
	do     func(m map[string]any) result
	answer chan result
}

type SharedMap struct {
	mu     sync.Mutex
	queue  []request
	owner  chan struct{} // closed when the owner has ended; nil where there is none
	closed bool
	m      map[string]any
}

func NewMap() *SharedMap { return &SharedMap{m: make(map[string]any)} }

func (sm *SharedMap) own(ended chan struct{}) {
	defer close(ended)
	for {
		sm.mu.Lock()
		if len(sm.queue) == 0 {
			sm.owner = nil
			sm.mu.Unlock()
			return
		}
		r := sm.queue[0]
		sm.queue = sm.queue[1:]
		sm.mu.Unlock()
		r.answer <- r.do(sm.m)
	}
}

func (sm *SharedMap) ask(ctx context.Context, do func(m map[string]any) result) (result, error) {
	if err := ctx.Err(); err != nil {
		return result{}, err
	}
	r := request{do, make(chan result, 1)}
	if !sm.enqueue(r) {
		return result{}, ErrClosed
	}
	select {
	case a := <-r.answer:
		return a, nil
	case <-ctx.Done():
		return result{}, ctx.Err()
	}
}

func (sm *SharedMap) enqueue(r request) bool {
	sm.mu.Lock()
	defer sm.mu.Unlock()
	if sm.closed {
		return false
	}
	sm.queue = append(sm.queue, r)
	if sm.owner == nil {
		sm.owner = make(chan struct{})
		go sm.own(sm.owner)
	}
	return true
}

func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	_, err := sm.ask(ctx, func(m map[string]any) result {
		m[key] = value
		return result{}
	})
	return err
}

func (sm *SharedMap) Get(ctx context.Context, key string) (value any, found bool, err error) {
	r, err := sm.ask(ctx, func(m map[string]any) result {
		value, found := m[key]
		return result{value: value, found: found}
	})
	return r.value, r.found, err
}

func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	_, err := sm.ask(ctx, func(m map[string]any) result {
		delete(m, key)
		return result{}
	})
	return err
}

func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	r, err := sm.ask(ctx, func(m map[string]any) result { return result{n: len(m)} })
	return r.n, err
}

func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	r, err := sm.ask(ctx, func(m map[string]any) result {
		old, found := m[key]
		value := f(old, found)
		m[key] = value
		return result{value: value}
	})
	return r.value, err
}

func (sm *SharedMap) Close() map[string]any {
	sm.mu.Lock()
	sm.closed = true
	owner := sm.owner
	sm.mu.Unlock()
	if owner != nil {
		<-owner
	}
	sm.mu.Lock()
	defer sm.mu.Unlock()
	m := sm.m
	sm.m = nil
	return m
}
