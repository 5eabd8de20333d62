// right
// A SharedMap is a number only; its insides stand in a registry of the package from NewMap until the end of Close, and a number that is not in it is a closed map.
package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

// SharedMap is a handle.
type SharedMap struct{ id uint64 }

type inside struct {
	inbox   chan func(map[string]any)
	closing context.Context // a context of our own says that Close has begun
	close   context.CancelFunc
	result  chan map[string]any
	ended   chan struct{}
}

var (
	lastID   atomic.Uint64
	registry sync.Map // id → *inside
)

func NewMap() *SharedMap {
	in := &inside{
		inbox:  make(chan func(map[string]any)),
		result: make(chan map[string]any, 1),
		ended:  make(chan struct{}),
	}
	in.closing, in.close = context.WithCancel(context.Background())
	sm := &SharedMap{id: lastID.Add(1)}
	registry.Store(sm.id, in)
	go func() {
		defer close(in.ended)
		m := map[string]any{}
		defer func() { in.result <- m }()
		for {
			select {
			case f := <-in.inbox:
				f(m)
			case <-in.closing.Done():
				return
			}
		}
	}()
	return sm
}

func closedErr(id uint64) error { return fmt.Errorf("map %d: %w", id, ErrClosed) }

func ask[R any](ctx context.Context, sm *SharedMap, what func(map[string]any) R) (R, error) {
	var none R
	x, ok := registry.Load(sm.id)
	if !ok {
		return none, closedErr(sm.id)
	}
	in := x.(*inside)
	if err := ctx.Err(); err != nil {
		return none, fmt.Errorf("map %d: %w", sm.id, err)
	}
	if in.closing.Err() != nil {
		return none, closedErr(sm.id)
	}
	got := make(chan R, 1)
	select {
	case in.inbox <- func(m map[string]any) { got <- what(m) }:
	case <-in.closing.Done():
		return none, closedErr(sm.id)
	case <-ctx.Done():
		return none, fmt.Errorf("map %d: %w", sm.id, ctx.Err())
	}
	select {
	case r := <-got:
		return r, nil
	case <-ctx.Done():
		return none, fmt.Errorf("map %d: %w", sm.id, ctx.Err())
	}
}

type pair struct {
	value any
	found bool
}

func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	_, err := ask(ctx, sm, func(m map[string]any) struct{} { m[key] = value; return struct{}{} })
	return err
}

func (sm *SharedMap) Get(ctx context.Context, key string) (any, bool, error) {
	p, err := ask(ctx, sm, func(m map[string]any) pair { v, ok := m[key]; return pair{v, ok} })
	return p.value, p.found, err
}

func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	_, err := ask(ctx, sm, func(m map[string]any) struct{} { delete(m, key); return struct{}{} })
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

func (sm *SharedMap) Close() map[string]any {
	x, ok := registry.Load(sm.id)
	if !ok {
		return nil // another Close has ended
	}
	in := x.(*inside)
	in.close()
	<-in.ended
	registry.Delete(sm.id)
	select {
	case m := <-in.result:
		return m
	default:
		return nil
	}
}
