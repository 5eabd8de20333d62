// right
// An unbounded queue behind a mutex; the owner waits at a condition, and carries out what is queued before it ends.
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
	filled *sync.Cond
	queue  []request
	closed bool
	m      map[string]any // the owner's, then the first Close's
	done   chan struct{}
}

func NewMap() *SharedMap {
	sm := &SharedMap{m: make(map[string]any), done: make(chan struct{})}
	sm.filled = sync.NewCond(&sm.mu)
	go sm.own()
	return sm
}

func (sm *SharedMap) own() {
	defer close(sm.done)
	for {
		batch := sm.next()
		if len(batch) == 0 {
			return
		}
		for _, r := range batch {
			r.answer <- r.do(sm.m)
		}
	}
}

// next waits for commands. None come when the map is closed and all is done.
func (sm *SharedMap) next() (batch []request) {
	sm.mu.Lock()
	defer sm.mu.Unlock()
	for len(sm.queue) == 0 && !sm.closed {
		sm.filled.Wait()
	}
	batch, sm.queue = sm.queue, nil
	return batch
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
	sm.filled.Signal()
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
	sm.filled.Signal()
	sm.mu.Unlock()
	<-sm.done
	sm.mu.Lock()
	defer sm.mu.Unlock()
	m := sm.m
	sm.m = nil
	return m
}
