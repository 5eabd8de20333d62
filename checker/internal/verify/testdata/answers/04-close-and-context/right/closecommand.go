// right
// Close is a command like every other, commands are closures, no package sync at all, and an error comes with -1 or "no value" beside it.
package main

import (
	"context"
	"errors"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

// SharedMap is a map that one goroutine owns. It lends it to one closure after
// another; a closure that returns false is the last.
type SharedMap struct {
	visits chan func(m map[string]any) bool
	gone   chan struct{}
}

// NewMap starts the owner of an empty map.
func NewMap() *SharedMap {
	sm := &SharedMap{
		visits: make(chan func(m map[string]any) bool),
		gone:   make(chan struct{}),
	}
	go sm.own()
	return sm
}

func (sm *SharedMap) own() {
	defer close(sm.gone)
	m := map[string]any{}
	for visit := range sm.visits {
		if !visit(m) {
			return
		}
	}
}

// do lets the owner run f. What f wrote may be read only after nil.
func (sm *SharedMap) do(ctx context.Context, f func(m map[string]any)) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	done := make(chan struct{})
	visit := func(m map[string]any) bool {
		f(m)
		close(done)
		return true
	}
	select {
	case sm.visits <- visit:
	case <-sm.gone:
		return ErrClosed
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Set stores value under key.
func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	return sm.do(ctx, func(m map[string]any) { m[key] = value })
}

// Get returns what is stored under key, and whether there is anything.
func (sm *SharedMap) Get(ctx context.Context, key string) (any, bool, error) {
	var (
		v  any
		ok bool
	)
	if err := sm.do(ctx, func(m map[string]any) { v, ok = m[key] }); err != nil {
		return nil, false, err
	}
	return v, ok, nil
}

// Remove deletes key.
func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	return sm.do(ctx, func(m map[string]any) { delete(m, key) })
}

// Count returns how many keys there are, or -1 and an error.
func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	var n int
	if err := sm.do(ctx, func(m map[string]any) { n = len(m) }); err != nil {
		return -1, err
	}
	return n, nil
}

// Update stores what f returns for the old value, in one step, and returns it.
func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	var v any
	err := sm.do(ctx, func(m map[string]any) {
		old, found := m[key]
		v = f(old, found)
		m[key] = v
	})
	if err != nil {
		return nil, err
	}
	return v, nil
}

// Close asks the owner for the map. Only one can be the last to ask.
func (sm *SharedMap) Close() map[string]any {
	var mine map[string]any
	last := func(m map[string]any) bool {
		mine = m
		return false
	}
	select {
	case sm.visits <- last:
		<-sm.gone
		return mine
	case <-sm.gone:
		return nil
	}
}
