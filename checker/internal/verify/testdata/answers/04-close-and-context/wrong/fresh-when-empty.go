// wrong: stop
// The owner drops the map when its last key is removed and makes a new one at the next write, so Close of a map that was emptied again gives nil to every caller: none of the Closes gets the map ("of several calls of Close one gets it").
package main

import (
	"context"
	"errors"
	"sync"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

type command struct {
	carryOut func(t *table) answer
	answer   chan answer
}

type answer struct {
	value any
	found bool
	count int
}

// table is a map that gives its memory back: a Go map never shrinks.
type table struct {
	m map[string]any
}

func (t *table) set(key string, value any) {
	if t.m == nil {
		t.m = make(map[string]any)
	}
	t.m[key] = value
}

func (t *table) remove(key string) {
	delete(t.m, key)
	if len(t.m) == 0 {
		t.m = nil // bug
	}
}

// SharedMap is a map that one goroutine owns. All others send it commands.
type SharedMap struct {
	c      chan command
	last   chan map[string]any
	once   sync.Once
	closed chan struct{}
}

// NewMap starts the owner of an empty map.
func NewMap() *SharedMap {
	sm := &SharedMap{
		c:      make(chan command),
		last:   make(chan map[string]any),
		closed: make(chan struct{}),
	}
	go sm.own()
	return sm
}

func (sm *SharedMap) own() {
	t := &table{m: make(map[string]any)}
	for {
		select {
		case cmd := <-sm.c:
			cmd.answer <- cmd.carryOut(t)
		case <-sm.closed:
			sm.last <- t.m
			return
		}
	}
}

func (sm *SharedMap) ask(ctx context.Context, carryOut func(t *table) answer) (answer, error) {
	select {
	case <-sm.closed:
		return answer{}, ErrClosed
	default:
	}
	if err := ctx.Err(); err != nil {
		return answer{}, err
	}
	cmd := command{carryOut: carryOut, answer: make(chan answer, 1)}
	select {
	case sm.c <- cmd:
	case <-sm.closed:
		return answer{}, ErrClosed
	case <-ctx.Done():
		return answer{}, ctx.Err()
	}
	select {
	case a := <-cmd.answer:
		return a, nil
	case <-ctx.Done():
		return answer{}, ctx.Err()
	}
}

// Set stores value under key.
func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	_, err := sm.ask(ctx, func(t *table) answer {
		t.set(key, value)
		return answer{}
	})
	return err
}

// Get returns what is stored under key, and whether there is anything.
func (sm *SharedMap) Get(ctx context.Context, key string) (value any, found bool, err error) {
	a, err := sm.ask(ctx, func(t *table) answer {
		v, ok := t.m[key]
		return answer{value: v, found: ok}
	})
	return a.value, a.found, err
}

// Remove deletes key.
func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	_, err := sm.ask(ctx, func(t *table) answer {
		t.remove(key)
		return answer{}
	})
	return err
}

// Count returns how many keys there are.
func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	a, err := sm.ask(ctx, func(t *table) answer { return answer{count: len(t.m)} })
	return a.count, err
}

// Update stores what f returns for the old value, in one step, and returns it.
func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	a, err := sm.ask(ctx, func(t *table) answer {
		old, found := t.m[key]
		v := f(old, found)
		t.set(key, v)
		return answer{value: v}
	})
	return a.value, err
}

// Close ends the map and hands it over to the caller, its new owner.
func (sm *SharedMap) Close() map[string]any {
	var m map[string]any
	sm.once.Do(func() {
		close(sm.closed)
		m = <-sm.last
	})
	return m
}
