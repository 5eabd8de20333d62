// right
// Every error is wrapped with the method's name, on a closed map joined with that of a dead context; Close is one Once in whose function the owner's end is awaited.

package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

// SharedMap is a map that one goroutine owns.
type SharedMap struct {
	work  chan func(m map[string]any)
	quit  chan struct{}
	ended chan struct{}
	once  sync.Once
	m     map[string]any // the owner's until ended is closed
}

// NewMap starts the owner of an empty map.
func NewMap() *SharedMap {
	sm := &SharedMap{
		work:  make(chan func(m map[string]any)),
		quit:  make(chan struct{}),
		ended: make(chan struct{}),
		m:     make(map[string]any),
	}
	go func() {
		defer close(sm.ended)
		for {
			select {
			case do := <-sm.work:
				do(sm.m)
			case <-sm.quit:
				return
			}
		}
	}()
	return sm
}

type pair struct {
	value any
	found bool
}

// ask has do carried out by the owner, and returns what it returns.
func ask[T any](ctx context.Context, sm *SharedMap, what string, do func(m map[string]any) T) (result T, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("sharedmap: %s: %w", what, err)
		}
	}()
	var nothing T
	if ctx.Err() != nil {
		return nothing, ctx.Err()
	}
	reply := make(chan T, 1)
	select {
	case sm.work <- func(m map[string]any) { reply <- do(m) }:
	case <-sm.quit:
		return nothing, errors.Join(ErrClosed, ctx.Err())
	case <-ctx.Done():
		return nothing, ctx.Err()
	}
	select {
	case result = <-reply:
		return result, nil
	case <-ctx.Done():
		return nothing, ctx.Err()
	}
}

// Set stores value under key.
func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	_, err := ask(ctx, sm, "Set", func(m map[string]any) (none struct{}) { m[key] = value; return })
	return err
}

// Get returns what is stored under key, and whether there is anything.
func (sm *SharedMap) Get(ctx context.Context, key string) (any, bool, error) {
	got, err := ask(ctx, sm, "Get", func(m map[string]any) (p pair) { p.value, p.found = m[key]; return })
	return got.value, got.found, err
}

// Remove deletes key.
func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	_, err := ask(ctx, sm, "Remove", func(m map[string]any) (none struct{}) { delete(m, key); return })
	return err
}

// Count returns how many keys there are.
func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	return ask(ctx, sm, "Count", func(m map[string]any) int { return len(m) })
}

// Update stores what f returns for the old value, in one step, and returns it.
func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	return ask(ctx, sm, "Update", func(m map[string]any) any {
		old, found := m[key]
		m[key] = f(old, found)
		return m[key]
	})
}

// Close ends the map. Only the call that ended it gets it.
func (sm *SharedMap) Close() (m map[string]any) {
	sm.once.Do(func() {
		close(sm.quit)
		<-sm.ended
		m, sm.m = sm.m, nil
	})
	return m
}
