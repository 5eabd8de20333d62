// right
// Commands are closures over a local answer in one channel, Close is one of them: it takes the map out of the owner, who ends when he has none any more.
package main

import (
	"context"
	"errors"
)

var ErrClosed = errors.New("sharedmap: closed")

type SharedMap struct {
	c    chan func(m map[string]any) (goesOn bool)
	gone chan struct{}
}

func NewMap() *SharedMap {
	sm := &SharedMap{make(chan func(map[string]any) bool), make(chan struct{})}
	go func() {
		defer close(sm.gone)
		m := make(map[string]any)
		for do := range sm.c {
			if !do(m) {
				return
			}
		}
	}()
	return sm
}

func ask[T any](ctx context.Context, sm *SharedMap, f func(m map[string]any) T) (result T, err error) {
	if ctx.Err() != nil {
		return result, ctx.Err()
	}
	done := make(chan T, 1)
	select {
	case <-ctx.Done():
		return result, ctx.Err()
	case <-sm.gone:
		return result, ErrClosed
	case sm.c <- func(m map[string]any) bool { done <- f(m); return true }:
	}
	select {
	case <-ctx.Done():
		return result, ctx.Err()
	case result = <-done:
		return result, nil
	}
}

type none struct{}

func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	_, err := ask(ctx, sm, func(m map[string]any) none { m[key] = value; return none{} })
	return err
}

type got struct {
	value any
	found bool
}

func (sm *SharedMap) Get(ctx context.Context, key string) (any, bool, error) {
	g, err := ask(ctx, sm, func(m map[string]any) (g got) { g.value, g.found = m[key]; return g })
	return g.value, g.found, err
}

func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	_, err := ask(ctx, sm, func(m map[string]any) none { delete(m, key); return none{} })
	return err
}

func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	return ask(ctx, sm, func(m map[string]any) int { return len(m) })
}

func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	return ask(ctx, sm, func(m map[string]any) any {
		old, found := m[key]
		m[key] = f(old, found)
		return m[key]
	})
}

func (sm *SharedMap) Close() (last map[string]any) {
	select {
	case sm.c <- func(m map[string]any) bool { last = m; return false }:
	case <-sm.gone:
	}
	<-sm.gone
	return last
}
