// right
// Nobody sends to the owner: it offers turns, and a caller that has received one owes it a command, which it lays into the turn at once.

package main

import (
	"context"
	"errors"
	"sync/atomic"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

// turn is the right to be served next.
type turn chan func(m map[string]any)

// SharedMap is a map that one goroutine owns.
type SharedMap struct {
	turns chan turn
	stop  context.CancelFunc // asks the owner to end; may be called many times
	life  context.Context
	last  chan map[string]any // is closed after the map has gone through it
	ended atomic.Bool
}

// NewMap starts the owner of an empty map.
func NewMap() *SharedMap {
	sm := &SharedMap{turns: make(chan turn), last: make(chan map[string]any, 1)}
	sm.life, sm.stop = context.WithCancel(context.Background())
	go sm.own()
	return sm
}

func (sm *SharedMap) own() {
	m := make(map[string]any)
	for next := make(turn, 1); ; {
		select {
		case sm.turns <- next:
			do := <-next
			do(m)
		case <-sm.life.Done():
			sm.ended.Store(true)
			sm.last <- m
			close(sm.last)
			return
		}
	}
}

// play waits for a turn, and then for the end of what do does in it.
func (sm *SharedMap) play(ctx context.Context, do func(m map[string]any)) error {
	switch {
	case sm.ended.Load():
		return ErrClosed
	case ctx.Err() != nil:
		return ctx.Err()
	}
	done := make(chan struct{})
	select {
	case mine := <-sm.turns:
		mine <- func(m map[string]any) {
			do(m)
			close(done)
		}
	case <-sm.life.Done():
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
	return sm.play(ctx, func(m map[string]any) { m[key] = value })
}

// Get returns what is stored under key, and whether there is anything.
func (sm *SharedMap) Get(ctx context.Context, key string) (any, bool, error) {
	a := new(struct {
		value any
		found bool
	})
	if err := sm.play(ctx, func(m map[string]any) { a.value, a.found = m[key] }); err != nil {
		return nil, false, err
	}
	return a.value, a.found, nil
}

// Remove deletes key.
func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	return sm.play(ctx, func(m map[string]any) { delete(m, key) })
}

// Count returns how many keys there are.
func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	n := new(int)
	if err := sm.play(ctx, func(m map[string]any) { *n = len(m) }); err != nil {
		return 0, err
	}
	return *n, nil
}

// Update stores what f returns for the old value, and returns it.
func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	value := new(any)
	err := sm.play(ctx, func(m map[string]any) {
		old, found := m[key]
		*value = f(old, found)
		m[key] = *value
	})
	if err != nil {
		return nil, err
	}
	return *value, nil
}

// Close ends the map and hands it over to the caller, its new owner.
func (sm *SharedMap) Close() map[string]any {
	sm.stop()
	m := <-sm.last
	for range sm.last { // until it is closed
	}
	return m
}
