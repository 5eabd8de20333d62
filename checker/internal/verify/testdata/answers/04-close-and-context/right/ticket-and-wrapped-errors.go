// right
// A channel of one is the ticket to the owner: who has it hands over one command; errors are wrapped with the name of the operation.
package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
)

var ErrClosed = errors.New("sharedmap: closed")

type SharedMap struct {
	ticket chan struct{} // who puts something in may use c
	c      chan func(m map[string]any)
	quit   chan struct{}
	done   chan struct{}
	once   sync.Once
	last   atomic.Pointer[map[string]any]
}

func NewMap() *SharedMap {
	sm := &SharedMap{
		ticket: make(chan struct{}, 1),
		c:      make(chan func(m map[string]any)),
		quit:   make(chan struct{}),
		done:   make(chan struct{}),
	}
	go sm.own()
	return sm
}

func (sm *SharedMap) own() {
	defer close(sm.done)
	m := make(map[string]any)
	defer sm.last.Store(&m)
	for {
		select {
		case <-sm.quit:
			return
		case do := <-sm.c:
			do(m)
			<-sm.ticket
		}
	}
}

func askFor[T any](ctx context.Context, sm *SharedMap, what string, do func(m map[string]any) T) (T, error) {
	var none T
	fail := func(err error) (T, error) { return none, fmt.Errorf("%s: %w", what, err) }
	if ctx.Err() != nil {
		return fail(ctx.Err())
	}
	select {
	case sm.ticket <- struct{}{}:
	case <-sm.done:
		return fail(ErrClosed)
	case <-ctx.Done():
		return fail(ctx.Err())
	}
	answer := make(chan T, 1)
	select { // the ticket is ours, so the owner is free: it takes the command or has ended
	case sm.c <- func(m map[string]any) { answer <- do(m) }:
	case <-sm.done:
		<-sm.ticket
		return fail(ErrClosed)
	}
	select {
	case a := <-answer:
		return a, nil
	case <-ctx.Done():
		return fail(ctx.Err())
	}
}

type pair struct {
	value any
	found bool
}

func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	_, err := askFor(ctx, sm, "set", func(m map[string]any) struct{} {
		m[key] = value
		return struct{}{}
	})
	return err
}

func (sm *SharedMap) Get(ctx context.Context, key string) (value any, found bool, err error) {
	p, err := askFor(ctx, sm, "get", func(m map[string]any) pair {
		value, found := m[key]
		return pair{value, found}
	})
	return p.value, p.found, err
}

func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	_, err := askFor(ctx, sm, "remove", func(m map[string]any) struct{} {
		delete(m, key)
		return struct{}{}
	})
	return err
}

func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	return askFor(ctx, sm, "count", func(m map[string]any) int { return len(m) })
}

func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	return askFor(ctx, sm, "update", func(m map[string]any) any {
		old, found := m[key]
		m[key] = f(old, found)
		return m[key]
	})
}

func (sm *SharedMap) Close() map[string]any {
	sm.once.Do(func() { close(sm.quit) })
	<-sm.done
	if m := sm.last.Swap(nil); m != nil {
		return *m
	}
	return nil
}
