// right
// An owner serves sixteen commands and then hands the map on to a fresh goroutine, the next owner; Close waits, with a wait group, for the whole relay.

package main

import (
	"context"
	"errors"
	"sync"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

const stint = 16 // commands that one owner serves

// SharedMap is a map with one owner at a time.
type SharedMap struct {
	jobs   chan job
	finish chan struct{}
	owners sync.WaitGroup
	once   sync.Once
	estate chan map[string]any // has room for what the last owner leaves behind
}

type job interface {
	run(m map[string]any)
}

// NewMap starts the first owner, of an empty map.
func NewMap() *SharedMap {
	sm := &SharedMap{
		jobs:   make(chan job),
		finish: make(chan struct{}),
		estate: make(chan map[string]any, 1),
	}
	sm.owners.Add(1)
	go sm.own(make(map[string]any))
	return sm
}

func (sm *SharedMap) own(m map[string]any) {
	defer sm.owners.Done()
	for range stint {
		select {
		case <-sm.finish:
			sm.estate <- m
			return
		case j := <-sm.jobs:
			j.run(m)
		}
	}
	sm.owners.Add(1) // before this one is done
	go sm.own(m)
}

// promise is a job whose result has a type.
type promise[T any] struct {
	do     func(m map[string]any) T
	result chan T
}

func (p promise[T]) run(m map[string]any) { p.result <- p.do(m) }

func await[T any](ctx context.Context, sm *SharedMap, do func(m map[string]any) T) (result T, err error) {
	select {
	case <-sm.finish:
		return result, ErrClosed
	default:
	}
	if ctx.Err() != nil {
		return result, ctx.Err()
	}
	p := promise[T]{do, make(chan T, 1)}
	select {
	case sm.jobs <- p:
	case <-sm.finish:
		return result, ErrClosed
	case <-ctx.Done():
		return result, ctx.Err()
	}
	select {
	case result = <-p.result:
		return result, nil
	case <-ctx.Done():
		return result, ctx.Err()
	}
}

type (
	unit struct{}
	hit  struct {
		value any
		found bool
	}
)

// Set stores value under key.
func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	_, err := await(ctx, sm, func(m map[string]any) (u unit) { m[key] = value; return })
	return err
}

// Get returns what is stored under key, and whether there is anything.
func (sm *SharedMap) Get(ctx context.Context, key string) (any, bool, error) {
	h, err := await(ctx, sm, func(m map[string]any) (h hit) { h.value, h.found = m[key]; return })
	return h.value, h.found, err
}

// Remove deletes key.
func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	_, err := await(ctx, sm, func(m map[string]any) (u unit) { delete(m, key); return })
	return err
}

// Count returns how many keys there are.
func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	return await(ctx, sm, func(m map[string]any) int { return len(m) })
}

// Update stores what f returns for the old value, and returns it.
func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	return await(ctx, sm, func(m map[string]any) any {
		old, found := m[key]
		m[key] = f(old, found)
		return m[key]
	})
}

// Close ends the map and hands it over to the caller, its new owner.
func (sm *SharedMap) Close() map[string]any {
	sm.once.Do(func() { close(sm.finish) })
	sm.owners.Wait()
	select {
	case m := <-sm.estate:
		return m
	default:
		return nil
	}
}
