// right
// Answers go over unbuffered channels (a caller that leaves says so by closing another), errors are wrapped in a type of their own that may name both reasons, and any of several closers may get the map, not just the first.
package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

// callError says which call failed, and all the reasons there are.
type callError struct {
	op, key string
	reasons []error
}

func (e callError) Error() string {
	return fmt.Sprintf("%s %q: %v", e.op, e.key, errors.Join(e.reasons...))
}

func (e callError) Unwrap() []error { return e.reasons }

type result struct {
	value any
	found bool
	n     int
}

// SharedMap is a map that one goroutine owns.
type SharedMap struct {
	calls   chan func(m map[string]any)
	closing chan struct{}
	begin   sync.Once
	last    chan map[string]any // room for one: the map, once
	ended   chan struct{}
}

// NewMap starts the owner of an empty map.
func NewMap() *SharedMap {
	sm := &SharedMap{
		calls:   make(chan func(m map[string]any)),
		closing: make(chan struct{}),
		last:    make(chan map[string]any, 1),
		ended:   make(chan struct{}),
	}
	go sm.own(make(map[string]any))
	return sm
}

func (sm *SharedMap) own(m map[string]any) {
	defer close(sm.ended)
	for {
		select {
		case call := <-sm.calls:
			call(m)
		case <-sm.closing:
			sm.last <- m
			close(sm.last)
			return
		}
	}
}

func (sm *SharedMap) do(ctx context.Context, op, key string, run func(m map[string]any) result) (result, error) {
	fail := func(reasons ...error) (result, error) {
		return result{}, callError{op: op, key: key, reasons: reasons}
	}

	// Nothing has been handed over yet: whatever holds may be told.
	var reasons []error
	select {
	case <-sm.closing:
		reasons = append(reasons, ErrClosed)
	default:
	}
	if err := ctx.Err(); err != nil {
		reasons = append(reasons, err)
	}
	if len(reasons) > 0 {
		return fail(reasons...)
	}

	answer := make(chan result)
	gone := make(chan struct{})
	defer close(gone)
	call := func(m map[string]any) {
		select {
		case answer <- run(m):
		case <-gone:
		}
	}
	select {
	case sm.calls <- call:
	case <-sm.closing:
		return fail(ErrClosed)
	case <-ctx.Done():
		return fail(ctx.Err())
	}
	select {
	case r := <-answer:
		return r, nil
	case <-ctx.Done():
		return fail(ctx.Err())
	}
}

// Set stores value under key.
func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	_, err := sm.do(ctx, "set", key, func(m map[string]any) (r result) {
		m[key] = value
		return r
	})
	return err
}

// Get returns what is stored under key, and whether there is anything.
func (sm *SharedMap) Get(ctx context.Context, key string) (any, bool, error) {
	r, err := sm.do(ctx, "get", key, func(m map[string]any) (r result) {
		r.value, r.found = m[key]
		return r
	})
	return r.value, r.found, err
}

// Remove deletes key.
func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	_, err := sm.do(ctx, "remove", key, func(m map[string]any) (r result) {
		delete(m, key)
		return r
	})
	return err
}

// Count returns how many keys there are.
func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	r, err := sm.do(ctx, "count", "", func(m map[string]any) (r result) {
		r.n = len(m)
		return r
	})
	return r.n, err
}

// Update stores what f returns for the old value, and returns it.
func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	r, err := sm.do(ctx, "update", key, func(m map[string]any) (r result) {
		old, found := m[key]
		r.value = f(old, found)
		m[key] = r.value
		return r
	})
	return r.value, err
}

// Close ends the map. The first that receives the map has it.
func (sm *SharedMap) Close() map[string]any {
	sm.begin.Do(func() { close(sm.closing) })
	m := <-sm.last
	<-sm.ended
	return m
}
