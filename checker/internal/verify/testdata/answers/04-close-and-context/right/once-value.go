// right
// sync.OnceValue closes and waits; a Swap hands the map to one of those who asked.
package main

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
)

var ErrClosed = errors.New("sharedmap: closed")

type SharedMap struct {
	c     chan command
	stop  context.CancelCauseFunc
	life  context.Context
	wait  func() map[string]any
	taken atomic.Bool
}

type command func(m map[string]any)

func NewMap() *SharedMap {
	sm := &SharedMap{c: make(chan command)}
	sm.life, sm.stop = context.WithCancelCause(context.Background())
	out := make(chan map[string]any)
	go func() {
		m := make(map[string]any)
		for {
			if sm.life.Err() != nil {
				out <- m
				return
			}
			select {
			case do := <-sm.c:
				do(m)
			case <-sm.life.Done():
			}
		}
	}()
	sm.wait = sync.OnceValue(func() map[string]any {
		sm.stop(ErrClosed)
		return <-out
	})
	return sm
}

func ask[T any](ctx context.Context, sm *SharedMap, f func(m map[string]any) T) (T, error) {
	var none T
	if ctx.Err() != nil {
		return none, ctx.Err()
	}
	r := make(chan T, 1)
	select {
	case <-sm.life.Done():
		return none, context.Cause(sm.life)
	case <-ctx.Done():
		return none, ctx.Err()
	case sm.c <- func(m map[string]any) { r <- f(m) }:
	}
	select {
	case v := <-r:
		return v, nil
	case <-ctx.Done():
		return none, ctx.Err()
	}
}

type nothing struct{}

func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	_, err := ask(ctx, sm, func(m map[string]any) (n nothing) { m[key] = value; return })
	return err
}

type found struct {
	v  any
	ok bool
}

func (sm *SharedMap) Get(ctx context.Context, key string) (any, bool, error) {
	r, err := ask(ctx, sm, func(m map[string]any) (f found) { f.v, f.ok = m[key]; return })
	return r.v, r.ok, err
}

func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	_, err := ask(ctx, sm, func(m map[string]any) (n nothing) { delete(m, key); return })
	return err
}

func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	return ask(ctx, sm, func(m map[string]any) int { return len(m) })
}

func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	return ask(ctx, sm, func(m map[string]any) any {
		old, ok := m[key]
		m[key] = f(old, ok)
		return m[key]
	})
}

func (sm *SharedMap) Close() map[string]any {
	m := sm.wait()
	if sm.taken.Swap(true) {
		return nil
	}
	return m
}
