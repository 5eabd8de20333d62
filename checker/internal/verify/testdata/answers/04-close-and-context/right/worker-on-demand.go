// right
// The owner exists only while there is work. The call that finds no worker starts one; a worker that finds no work ends. What was queued before Close is still carried out.
package main

import (
	"context"
	"errors"
	"sync"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

type outcome struct {
	value any
	found bool
	n     int
}

type task struct {
	ctx    context.Context
	do     func(m map[string]any) outcome
	result chan outcome
}

// SharedMap is a map with at most one goroutine at work on it.
type SharedMap struct {
	mu      sync.Mutex // guards the fields below, never held during a task
	todo    []task
	working bool
	closed  bool
	workers sync.WaitGroup

	m map[string]any // the worker's; then the first closer's
}

// NewMap makes an empty map.
func NewMap() *SharedMap {
	return &SharedMap{m: make(map[string]any)}
}

func (sm *SharedMap) enqueue(t task) error {
	sm.mu.Lock()
	defer sm.mu.Unlock()
	if sm.closed {
		return ErrClosed
	}
	sm.todo = append(sm.todo, t)
	if !sm.working {
		sm.working = true
		sm.workers.Add(1)
		go sm.work()
	}
	return nil
}

func (sm *SharedMap) next() (task, bool) {
	sm.mu.Lock()
	defer sm.mu.Unlock()
	for len(sm.todo) > 0 {
		t := sm.todo[0]
		sm.todo[0] = task{}
		sm.todo = sm.todo[1:]
		if t.ctx.Err() == nil {
			return t, true
		}
		// Its caller is told so by the context: not worth carrying out.
	}
	sm.working = false
	return task{}, false
}

func (sm *SharedMap) work() {
	defer sm.workers.Done()
	for {
		t, ok := sm.next()
		if !ok {
			return
		}
		t.result <- t.do(sm.m)
	}
}

func (sm *SharedMap) run(ctx context.Context, do func(m map[string]any) outcome) (outcome, error) {
	if err := ctx.Err(); err != nil {
		return outcome{}, err
	}
	t := task{ctx: ctx, do: do, result: make(chan outcome, 1)}
	if err := sm.enqueue(t); err != nil {
		return outcome{}, err
	}
	select {
	case o := <-t.result:
		return o, nil
	case <-ctx.Done():
		return outcome{}, ctx.Err()
	}
}

// Set stores value under key.
func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	_, err := sm.run(ctx, func(m map[string]any) outcome {
		m[key] = value
		return outcome{}
	})
	return err
}

// Get returns what is stored under key, and whether there is anything.
func (sm *SharedMap) Get(ctx context.Context, key string) (value any, found bool, err error) {
	o, err := sm.run(ctx, func(m map[string]any) outcome {
		v, ok := m[key]
		return outcome{value: v, found: ok}
	})
	return o.value, o.found, err
}

// Remove deletes key.
func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	_, err := sm.run(ctx, func(m map[string]any) outcome {
		delete(m, key)
		return outcome{}
	})
	return err
}

// Count returns how many keys there are.
func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	o, err := sm.run(ctx, func(m map[string]any) outcome { return outcome{n: len(m)} })
	return o.n, err
}

// Update stores what f returns for the old value, in one step, and returns it.
func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	o, err := sm.run(ctx, func(m map[string]any) outcome {
		old, found := m[key]
		v := f(old, found)
		m[key] = v
		return outcome{value: v}
	})
	return o.value, err
}

// Close takes no more work, waits for the worker, and hands the map over.
func (sm *SharedMap) Close() map[string]any {
	sm.mu.Lock()
	first := !sm.closed
	sm.closed = true
	sm.mu.Unlock()

	sm.workers.Wait()
	if !first {
		return nil
	}
	m := sm.m
	return m
}
