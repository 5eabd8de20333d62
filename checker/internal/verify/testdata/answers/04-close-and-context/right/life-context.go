// right
// The map's life is a context; each call merges it with its caller's, and one last receive decides who gets the map.
package main

import (
	"context"
	"errors"
)

var ErrClosed = errors.New("sharedmap: closed")

type SharedMap struct {
	life   context.Context
	end    context.CancelCauseFunc
	calls  chan func(map[string]any)
	legacy chan map[string]any
}

func NewMap() *SharedMap {
	sm := &SharedMap{calls: make(chan func(map[string]any)), legacy: make(chan map[string]any, 1)}
	sm.life, sm.end = context.WithCancelCause(context.Background())
	go sm.live()
	return sm
}

func (sm *SharedMap) live() {
	m := map[string]any{}
	for sm.life.Err() == nil {
		select {
		case f := <-sm.calls:
			f(m)
		case <-sm.life.Done():
		}
	}
	sm.legacy <- m
	close(sm.legacy)
}

func ask[T any](sm *SharedMap, ctx context.Context, f func(map[string]any) T) (T, error) {
	var none T
	both, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	defer context.AfterFunc(sm.life, func() { cancel(context.Cause(sm.life)) })()
	if both.Err() != nil {
		return none, why(ctx, both)
	}
	if sm.life.Err() != nil {
		return none, ErrClosed
	}
	out := make(chan T, 1)
	select {
	case sm.calls <- func(m map[string]any) { out <- f(m) }:
	case <-both.Done():
		return none, why(ctx, both)
	}
	select {
	case v := <-out:
		return v, nil
	case <-ctx.Done():
		return none, ctx.Err()
	}
}

// why says what ended both: the caller's context, or the map.
func why(ctx, both context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return context.Cause(both)
}

func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	_, err := ask(sm, ctx, func(m map[string]any) any { m[key] = value; return nil })
	return err
}

func (sm *SharedMap) Get(ctx context.Context, key string) (any, bool, error) {
	type entry struct {
		v  any
		ok bool
	}
	e, err := ask(sm, ctx, func(m map[string]any) entry { v, ok := m[key]; return entry{v, ok} })
	return e.v, e.ok, err
}

func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	_, err := ask(sm, ctx, func(m map[string]any) any { delete(m, key); return nil })
	return err
}

func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	return ask(sm, ctx, func(m map[string]any) int { return len(m) })
}

func (sm *SharedMap) Update(ctx context.Context, key string, f func(any, bool) any) (any, error) {
	return ask(sm, ctx, func(m map[string]any) any {
		old, ok := m[key]
		m[key] = f(old, ok)
		return m[key]
	})
}

func (sm *SharedMap) Close() map[string]any {
	sm.end(ErrClosed)
	return <-sm.legacy // nil once it is closed
}
