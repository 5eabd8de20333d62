// right
// Commands wait in a buffered channel that nobody drains at the end: who finds the owner gone looks once more for an answer, and knows without one that the command was never carried out.
package main

import (
	"context"
	"errors"
	"sync/atomic"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

type reply struct {
	value any
	found bool
	n     int
}

type command struct {
	ctx    context.Context
	run    func(m map[string]any) reply
	answer chan reply // room for one
}

// SharedMap is a map that one goroutine owns.
type SharedMap struct {
	c       chan command
	closing chan struct{}
	ended   chan struct{}                  // is closed by the owner, at its end
	m       atomic.Pointer[map[string]any] // the map, after the owner's end and until somebody takes it
	begun   atomic.Bool
}

// NewMap starts the owner of an empty map.
func NewMap() *SharedMap {
	sm := &SharedMap{
		c:       make(chan command, 16),
		closing: make(chan struct{}),
		ended:   make(chan struct{}),
	}
	go sm.own()
	return sm
}

func (sm *SharedMap) own() {
	m := make(map[string]any)
	defer close(sm.ended)
	for {
		select {
		case <-sm.closing:
			sm.m.Store(&m)
			return
		case cmd := <-sm.c:
			if cmd.ctx.Err() == nil { // else the caller knows by itself
				cmd.answer <- cmd.run(m)
			}
		}
	}
}

func (sm *SharedMap) ask(ctx context.Context, run func(m map[string]any) reply) (reply, error) {
	select {
	case <-sm.closing:
		return reply{}, ErrClosed
	default:
	}
	if err := ctx.Err(); err != nil {
		return reply{}, err
	}
	cmd := command{ctx: ctx, run: run, answer: make(chan reply, 1)}
	select {
	case sm.c <- cmd:
	case <-sm.closing:
		return reply{}, ErrClosed
	case <-ctx.Done():
		return reply{}, ctx.Err()
	}
	select {
	case a := <-cmd.answer:
		return a, nil
	case <-ctx.Done():
		return reply{}, ctx.Err()
	case <-sm.ended:
	}
	select {
	case a := <-cmd.answer:
		return a, nil
	default:
		return reply{}, ErrClosed
	}
}

// Set stores value under key.
func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	_, err := sm.ask(ctx, func(m map[string]any) reply {
		m[key] = value
		return reply{}
	})
	return err
}

// Get returns what is stored under key, and whether there is anything.
func (sm *SharedMap) Get(ctx context.Context, key string) (any, bool, error) {
	r, err := sm.ask(ctx, func(m map[string]any) reply {
		v, found := m[key]
		return reply{value: v, found: found}
	})
	return r.value, r.found, err
}

// Remove deletes key.
func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	_, err := sm.ask(ctx, func(m map[string]any) reply {
		delete(m, key)
		return reply{}
	})
	return err
}

// Count returns how many keys there are.
func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	r, err := sm.ask(ctx, func(m map[string]any) reply { return reply{n: len(m)} })
	return r.n, err
}

// Update stores what f returns for the old value, and returns it.
func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	r, err := sm.ask(ctx, func(m map[string]any) reply {
		v, found := m[key]
		v = f(v, found)
		m[key] = v
		return reply{value: v}
	})
	return r.value, err
}

// Close waits for the owner's end. The first who comes by then takes the map,
// whoever closed it.
func (sm *SharedMap) Close() map[string]any {
	if sm.begun.CompareAndSwap(false, true) {
		close(sm.closing)
	}
	<-sm.ended
	if m := sm.m.Swap(nil); m != nil {
		return *m
	}
	return nil
}
