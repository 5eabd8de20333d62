// right
// Two owner goroutines take turns: the map is a baton that one hands to the other after every command, and whoever holds it when the map is closed ends both and delivers it.
package main

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

type reply struct {
	value any
	found bool
	n     int
}

type order struct {
	do   func(m map[string]any) reply
	back chan reply
}

// SharedMap is a map that two goroutines own in turns.
type SharedMap struct {
	orders  chan order
	closing chan struct{}
	owners  sync.WaitGroup
	begun   atomic.Bool
	ended   chan struct{}
	final   chan map[string]any
}

func NewMap() *SharedMap {
	sm := &SharedMap{
		orders:  make(chan order),
		closing: make(chan struct{}),
		ended:   make(chan struct{}),
		final:   make(chan map[string]any, 1),
	}
	ping, pong := make(chan map[string]any, 1), make(chan map[string]any, 1)
	ping <- map[string]any{}
	sm.owners.Add(2)
	go sm.own(ping, pong)
	go sm.own(pong, ping)
	return sm
}

func (sm *SharedMap) own(mine, other chan map[string]any) {
	defer sm.owners.Done()
	for m := range mine {
		select {
		case o := <-sm.orders:
			o.back <- o.do(m)
			other <- m
		case <-sm.closing:
			sm.final <- m
			close(other)
			return
		}
	}
}

func (sm *SharedMap) ask(ctx context.Context, do func(map[string]any) reply) (reply, error) {
	select {
	case <-sm.closing:
		return reply{}, ErrClosed
	default:
	}
	if ctx.Err() != nil {
		return reply{}, ctx.Err()
	}
	o := order{do, make(chan reply, 1)}
	select {
	case sm.orders <- o:
	case <-sm.closing:
		return reply{}, ErrClosed
	case <-ctx.Done():
		return reply{}, ctx.Err()
	}
	select {
	case r := <-o.back:
		return r, nil
	case <-ctx.Done():
		return reply{}, ctx.Err()
	}
}

func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	_, err := sm.ask(ctx, func(m map[string]any) reply { m[key] = value; return reply{} })
	return err
}

func (sm *SharedMap) Get(ctx context.Context, key string) (value any, found bool, err error) {
	r, err := sm.ask(ctx, func(m map[string]any) (r reply) { r.value, r.found = m[key]; return r })
	return r.value, r.found, err
}

func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	_, err := sm.ask(ctx, func(m map[string]any) reply { delete(m, key); return reply{} })
	return err
}

func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	r, err := sm.ask(ctx, func(m map[string]any) reply { return reply{n: len(m)} })
	return r.n, err
}

func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	r, err := sm.ask(ctx, func(m map[string]any) reply {
		old, found := m[key]
		v := f(old, found)
		m[key] = v
		return reply{value: v}
	})
	return r.value, err
}

func (sm *SharedMap) Close() map[string]any {
	if !sm.begun.CompareAndSwap(false, true) {
		<-sm.ended
		return nil
	}
	close(sm.closing)
	sm.owners.Wait()
	close(sm.ended)
	return <-sm.final
}
