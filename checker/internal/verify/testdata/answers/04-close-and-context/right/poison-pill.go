// right
// Close is a command among the others and travels through the same channel; the owner that carries it out is the only one that ever says that the map is closed.

package main

import (
	"context"
	"errors"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

// SharedMap is a map that one goroutine owns.
type SharedMap struct {
	c       chan func(m map[string]any) (goOn bool)
	stopped chan struct{} // is closed as the last thing that the owner does
}

// NewMap starts the owner of an empty map.
func NewMap() *SharedMap {
	sm := &SharedMap{
		c:       make(chan func(m map[string]any) bool),
		stopped: make(chan struct{}),
	}
	go func() {
		defer close(sm.stopped)
		m := make(map[string]any)
		for goOn := true; goOn; {
			do := <-sm.c
			goOn = do(m)
		}
	}()
	return sm
}

type lookup struct {
	value any
	found bool
}

// ask lets the owner call do, and waits for what it returns.
func ask[T any](ctx context.Context, sm *SharedMap, do func(m map[string]any) T) (T, error) {
	var none T
	if err := ctx.Err(); err != nil {
		return none, err
	}
	result := make(chan T, 1)
	select {
	case sm.c <- func(m map[string]any) bool {
		result <- do(m)
		return true
	}:
	case <-sm.stopped:
		return none, ErrClosed
	case <-ctx.Done():
		return none, ctx.Err()
	}
	select {
	case r := <-result:
		return r, nil
	case <-ctx.Done():
		return none, ctx.Err()
	}
}

// Set stores value under key.
func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	_, err := ask(ctx, sm, func(m map[string]any) struct{} {
		m[key] = value
		return struct{}{}
	})
	return err
}

// Get returns what is stored under key, and whether there is anything.
func (sm *SharedMap) Get(ctx context.Context, key string) (value any, found bool, err error) {
	l, err := ask(ctx, sm, func(m map[string]any) lookup {
		value, found := m[key]
		return lookup{value, found}
	})
	return l.value, l.found, err
}

// Remove deletes key.
func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	_, err := ask(ctx, sm, func(m map[string]any) struct{} {
		delete(m, key)
		return struct{}{}
	})
	return err
}

// Count returns how many keys there are.
func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	return ask(ctx, sm, func(m map[string]any) int { return len(m) })
}

// Update stores what f returns for the old value, and returns it.
func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	return ask(ctx, sm, func(m map[string]any) any {
		old, found := m[key]
		value := f(old, found)
		m[key] = value
		return value
	})
}

// Close ends the map and hands it over to the caller, its new owner.
func (sm *SharedMap) Close() (mine map[string]any) {
	select {
	case sm.c <- func(m map[string]any) bool {
		mine = m
		return false
	}:
		<-sm.stopped
		return mine
	case <-sm.stopped:
		return nil
	}
}
