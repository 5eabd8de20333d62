// right
// The map lies in a box of one place; callers take it out and put it back themselves. Only Update's callback is run by a goroutine of the map, so that a caller can leave it. Close takes the map out for good.
package main

import (
	"context"
	"errors"
	"sync"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

// SharedMap is a box with a map in it, or nothing while somebody has it.
type SharedMap struct {
	box     chan map[string]any
	updates chan func() // the runner takes them; the map goes along with each
	over    chan struct{}
	once    sync.Once
	runner  sync.WaitGroup
}

func NewMap() *SharedMap {
	sm := &SharedMap{
		box:     make(chan map[string]any, 1),
		updates: make(chan func()),
		over:    make(chan struct{}),
	}
	sm.box <- make(map[string]any)
	sm.runner.Add(1)
	go func() {
		defer sm.runner.Done()
		for f := range sm.updates {
			f()
		}
	}()
	return sm
}

// take gives the map to the caller, who puts it back into the box.
func (sm *SharedMap) take(ctx context.Context) (map[string]any, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	select {
	case m := <-sm.box:
		return m, nil
	case <-sm.over:
		return nil, ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	m, err := sm.take(ctx)
	if err == nil {
		m[key] = value
		sm.box <- m
	}
	return err
}

func (sm *SharedMap) Get(ctx context.Context, key string) (value any, found bool, err error) {
	m, err := sm.take(ctx)
	if err == nil {
		value, found = m[key]
		sm.box <- m
	}
	return
}

func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	m, err := sm.take(ctx)
	if err == nil {
		delete(m, key)
		sm.box <- m
	}
	return err
}

func (sm *SharedMap) Count(ctx context.Context) (n int, err error) {
	m, err := sm.take(ctx)
	if err == nil {
		n = len(m)
		sm.box <- m
	}
	return
}

func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	m, err := sm.take(ctx)
	if err != nil {
		return nil, err
	}
	got := make(chan any, 1)
	sm.updates <- func() { // whoever has the map finds the runner free, or about to be
		old, found := m[key]
		v := f(old, found)
		m[key] = v
		got <- v
		sm.box <- m
	}
	select {
	case v := <-got:
		return v, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (sm *SharedMap) Close() (m map[string]any) {
	sm.once.Do(func() {
		m = <-sm.box
		close(sm.over)
		close(sm.updates)
		sm.runner.Wait()
	})
	return m
}
