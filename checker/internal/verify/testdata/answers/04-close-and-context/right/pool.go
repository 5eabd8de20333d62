// right
// Calls and their answer channels come from a sync.Pool of the package, shared by all maps, and go back only when nobody can send to them any more; every Close reads from one channel, and whichever comes first gets the map.
package main

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

type call struct {
	kind   byte
	key    string
	value  any
	f      func(old any, found bool) any
	answer chan answer // capacity one, empty whenever the call is in the pool
}

type answer struct {
	value any
	found bool
	n     int
}

var calls = sync.Pool{
	New: func() any { return &call{answer: make(chan answer, 1)} },
}

func newCall(kind byte, key string) *call {
	c := calls.Get().(*call)
	c.kind, c.key = kind, key
	return c
}

func (c *call) free() {
	c.key, c.value, c.f = "", nil, nil
	calls.Put(c)
}

// SharedMap is a map that one goroutine owns.
type SharedMap struct {
	in      chan *call
	last    chan map[string]any
	closing atomic.Bool
	quit    chan struct{}
}

// NewMap starts the owner.
func NewMap() *SharedMap {
	sm := &SharedMap{
		in:   make(chan *call),
		last: make(chan map[string]any),
		quit: make(chan struct{}),
	}
	go sm.own()
	return sm
}

func (sm *SharedMap) own() {
	defer close(sm.last)
	m := map[string]any{}
	for {
		select {
		case c := <-sm.in:
			a := carryOut(m, c)
			c.answer <- a // from here on it is the caller's
		case <-sm.quit:
			sm.last <- m
			return
		}
	}
}

func carryOut(m map[string]any, c *call) (a answer) {
	switch c.kind {
	case 's':
		m[c.key] = c.value
	case 'g':
		a.value, a.found = m[c.key]
	case 'r':
		delete(m, c.key)
	case 'c':
		a.n = len(m)
	case 'u':
		old, found := m[c.key]
		a.value = c.f(old, found)
		m[c.key] = a.value
	}
	return a
}

func (sm *SharedMap) ask(ctx context.Context, c *call) (answer, error) {
	if err := ctx.Err(); err != nil {
		c.free()
		return answer{}, err
	}
	select {
	case sm.in <- c:
	case <-sm.quit:
		c.free()
		return answer{}, ErrClosed
	case <-ctx.Done():
		c.free()
		return answer{}, ctx.Err()
	}
	select {
	case a := <-c.answer:
		c.free()
		return a, nil
	case <-ctx.Done():
		return answer{}, ctx.Err() // the owner still has c: it does not go back
	}
}

// Set stores value under key.
func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	c := newCall('s', key)
	c.value = value
	_, err := sm.ask(ctx, c)
	return err
}

// Get returns what is stored under key, and whether there is anything.
func (sm *SharedMap) Get(ctx context.Context, key string) (any, bool, error) {
	a, err := sm.ask(ctx, newCall('g', key))
	return a.value, a.found, err
}

// Remove deletes key.
func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	_, err := sm.ask(ctx, newCall('r', key))
	return err
}

// Count returns how many keys there are.
func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	a, err := sm.ask(ctx, newCall('c', ""))
	return a.n, err
}

// Update stores what f returns for the old value, in one step, and returns it.
func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	c := newCall('u', key)
	c.f = f
	a, err := sm.ask(ctx, c)
	return a.value, err
}

// Close ends the owner. Its last message is for one, the end of messages for all.
func (sm *SharedMap) Close() map[string]any {
	if sm.closing.CompareAndSwap(false, true) {
		close(sm.quit)
	}
	return <-sm.last
}
