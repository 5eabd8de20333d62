// right
// Right: the owner receives closures over the map; a generic helper wraps them, and the claim flag of each call decides exactly once whether it is carried out or abandoned.
package main

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
)

var ErrClosed = errors.New("sharedmap: closed")

type job func(map[string]any)

type SharedMap struct {
	jobs   chan job
	ending context.Context
	end    context.CancelCauseFunc
	owner  sync.WaitGroup
	estate atomic.Pointer[map[string]any]
}

func NewMap() *SharedMap {
	sm := &SharedMap{jobs: make(chan job)}
	sm.ending, sm.end = context.WithCancelCause(context.Background())
	sm.owner.Add(1)
	go func() {
		defer sm.owner.Done()
		m := map[string]any{}
		defer sm.estate.Store(&m)
		for {
			select {
			case <-sm.ending.Done():
				return
			case do := <-sm.jobs:
				do(m)
			}
		}
	}()
	return sm
}

func ask[T any](ctx context.Context, sm *SharedMap, what func(map[string]any) T) (result T, err error) {
	if err = ctx.Err(); err != nil {
		return
	}
	if err = context.Cause(sm.ending); err != nil {
		return
	}
	var claimed atomic.Bool
	answer := make(chan T, 1)
	do := func(m map[string]any) {
		if claimed.CompareAndSwap(false, true) {
			answer <- what(m)
		}
	}
	select {
	case sm.jobs <- do:
	case <-ctx.Done():
		return result, ctx.Err()
	case <-sm.ending.Done():
		return result, context.Cause(sm.ending)
	}
	select {
	case result = <-answer:
	case <-ctx.Done():
		claimed.Store(true)
		err = ctx.Err()
	}
	return
}

type none struct{}

func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	_, err := ask(ctx, sm, func(m map[string]any) (_ none) { m[key] = value; return })
	return err
}

func (sm *SharedMap) Get(ctx context.Context, key string) (value any, found bool, err error) {
	type pair struct {
		v  any
		ok bool
	}
	p, err := ask(ctx, sm, func(m map[string]any) (p pair) { p.v, p.ok = m[key]; return })
	return p.v, p.ok, err
}

func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	_, err := ask(ctx, sm, func(m map[string]any) (_ none) { delete(m, key); return })
	return err
}

func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	return ask(ctx, sm, func(m map[string]any) int { return len(m) })
}

func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	return ask(ctx, sm, func(m map[string]any) any {
		old, found := m[key]
		value := f(old, found)
		m[key] = value
		return value
	})
}

func (sm *SharedMap) Close() map[string]any {
	sm.end(ErrClosed)
	sm.owner.Wait()
	if m := sm.estate.Swap(nil); m != nil {
		return *m
	}
	return nil
}
