// right
// Nobody owns the map: it travels through a channel of capacity one, whoever takes it out works on it in his own goroutine, and the map's only goroutine runs the callbacks of Update.
package main

import (
	"context"
	"errors"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

type result struct {
	value any
	err   error
}

type job struct {
	ctx    context.Context
	key    string
	f      func(old any, found bool) any
	result chan result
}

// SharedMap keeps the map in table: who has taken it out has it alone.
type SharedMap struct {
	table chan map[string]any
	jobs  chan job

	right   chan struct{} // the right to close, for one
	closing chan struct{}
	idle    chan struct{} // the goroutine has ended
	closed  chan struct{}
}

// NewMap lays an empty map on the table.
func NewMap() *SharedMap {
	sm := &SharedMap{
		table:   make(chan map[string]any, 1),
		jobs:    make(chan job),
		right:   make(chan struct{}, 1),
		closing: make(chan struct{}),
		idle:    make(chan struct{}),
		closed:  make(chan struct{}),
	}
	sm.table <- map[string]any{}
	sm.right <- struct{}{}
	go sm.work()
	return sm
}

// work carries out the updates.
func (sm *SharedMap) work() {
	defer close(sm.idle)
	for {
		select {
		case j := <-sm.jobs:
			j.result <- sm.update(j)
		case <-sm.closing:
			return
		}
	}
}

func (sm *SharedMap) update(j job) result {
	m, err := sm.take(j.ctx)
	if err != nil {
		return result{err: err}
	}
	defer sm.back(m)
	old, found := m[j.key]
	v := j.f(old, found)
	m[j.key] = v
	return result{value: v}
}

// take takes the map from the table, as soon as it is there.
func (sm *SharedMap) take(ctx context.Context) (map[string]any, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	select {
	case m := <-sm.table:
		if err := ctx.Err(); err != nil {
			sm.back(m)
			return nil, err
		}
		return m, nil
	case <-sm.closing:
		return nil, ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (sm *SharedMap) back(m map[string]any) { sm.table <- m }

// Set stores value under key.
func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	m, err := sm.take(ctx)
	if err != nil {
		return err
	}
	m[key] = value
	sm.back(m)
	return nil
}

// Get returns what is stored under key, and whether there is anything.
func (sm *SharedMap) Get(ctx context.Context, key string) (value any, found bool, err error) {
	m, err := sm.take(ctx)
	if err != nil {
		return nil, false, err
	}
	value, found = m[key]
	sm.back(m)
	return value, found, nil
}

// Remove deletes key.
func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	m, err := sm.take(ctx)
	if err != nil {
		return err
	}
	delete(m, key)
	sm.back(m)
	return nil
}

// Count returns how many keys there are.
func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	m, err := sm.take(ctx)
	if err != nil {
		return 0, err
	}
	n := len(m)
	sm.back(m)
	return n, nil
}

// Update stores what f returns for the old value, in one step, and returns it.
func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	j := job{ctx: ctx, key: key, f: f, result: make(chan result, 1)}
	select {
	case sm.jobs <- j:
	case <-sm.closing:
		return nil, ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	select {
	case r := <-j.result:
		return r.value, r.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Close takes the map from the table for good.
func (sm *SharedMap) Close() map[string]any {
	select {
	case <-sm.right:
	default:
		<-sm.closed
		return nil
	}
	close(sm.closing)
	m := <-sm.table
	<-sm.idle
	close(sm.closed)
	return m
}
