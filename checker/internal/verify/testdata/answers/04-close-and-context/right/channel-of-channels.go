// right
// Right: the owner hands each caller a private line out of a channel of channels; who got a line and gives up leaves it closed, which the owner takes for 'nothing'.
package main

import (
	"context"
	"errors"
)

var ErrClosed = errors.New("sharedmap: closed")

type line struct {
	request chan func(map[string]any)
	done    chan struct{}
}

type SharedMap struct {
	lines  chan line
	closer chan chan<- map[string]any // who sends here is the one that gets the map
	closed chan struct{}              // is closed when no line is given any more
	ended  chan struct{}
}

func NewMap() *SharedMap {
	sm := &SharedMap{
		make(chan line),
		make(chan chan<- map[string]any),
		make(chan struct{}),
		make(chan struct{}),
	}
	go sm.operate(map[string]any{})
	return sm
}

func newLine() line { return line{make(chan func(map[string]any), 1), make(chan struct{})} }

func (sm *SharedMap) operate(m map[string]any) {
	defer close(sm.ended)
	for spare := newLine(); ; {
		select {
		case sm.lines <- spare:
			if do, ok := <-spare.request; ok {
				do(m)
				close(spare.done)
			}
			spare = newLine()
		case heir := <-sm.closer:
			close(sm.closed)
			heir <- m
			return
		}
	}
}

func (sm *SharedMap) call(ctx context.Context, do func(map[string]any)) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	var l line
	select {
	case l = <-sm.lines:
	case <-ctx.Done():
		return ctx.Err()
	case <-sm.closed:
		return ErrClosed
	}
	defer close(l.request)
	if err := ctx.Err(); err != nil {
		return err
	}
	l.request <- do
	select {
	case <-l.done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func via[R any](sm *SharedMap, ctx context.Context, do func(map[string]any) R) (r R, err error) {
	c := make(chan R, 1)
	if err = sm.call(ctx, func(m map[string]any) { c <- do(m) }); err == nil {
		r = <-c
	}
	return
}

func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	return sm.call(ctx, func(m map[string]any) { m[key] = value })
}

func (sm *SharedMap) Get(ctx context.Context, key string) (value any, found bool, err error) {
	both, err := via(sm, ctx, func(m map[string]any) func() (any, bool) {
		v, ok := m[key]
		return func() (any, bool) { return v, ok }
	})
	if err == nil {
		value, found = both()
	}
	return
}

func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	return sm.call(ctx, func(m map[string]any) { delete(m, key) })
}

func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	return via(sm, ctx, func(m map[string]any) int { return len(m) })
}

func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	return via(sm, ctx, func(m map[string]any) (value any) {
		defer func() { m[key] = value }()
		old, found := m[key]
		return f(old, found)
	})
}

func (sm *SharedMap) Close() map[string]any {
	heir := make(chan map[string]any, 1)
	select {
	case sm.closer <- heir:
	case <-sm.ended:
	}
	<-sm.ended
	close(heir)
	return <-heir
}
