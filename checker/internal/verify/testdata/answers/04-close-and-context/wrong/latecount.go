// wrong: nothing-lost
// The owner publishes the count only after it has answered, so a Count straight after a Set (or Remove) that returned nil can still give the old number, which breaks "A call returns nil only after the map has carried it out".
package main

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

type answer struct {
	value any
	found bool
}

type command struct {
	do     func(m map[string]any) answer
	answer chan answer
}

// SharedMap is a map that one goroutine owns. How many keys there are can be
// read without asking it.
type SharedMap struct {
	c      chan command
	n      atomic.Int64
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
	m := make(map[string]any)
	for {
		select {
		case cmd := <-sm.c:
			cmd.answer <- cmd.do(m)
			sm.n.Store(int64(len(m))) // bug: the caller has been told already
		case <-sm.closed:
			sm.last <- m
			return
		}
	}
}

// ready tells whether a call may begin.
func (sm *SharedMap) ready(ctx context.Context) error {
	select {
	case <-sm.closed:
		return ErrClosed
	default:
		return ctx.Err()
	}
}

func (sm *SharedMap) ask(ctx context.Context, do func(m map[string]any) answer) (answer, error) {
	if err := sm.ready(ctx); err != nil {
		return answer{}, err
	}
	cmd := command{do: do, answer: make(chan answer, 1)}
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
	_, err := sm.ask(ctx, func(m map[string]any) answer {
		m[key] = value
		return answer{}
	})
	return err
}

// Get returns what is stored under key, and whether there is anything.
func (sm *SharedMap) Get(ctx context.Context, key string) (value any, found bool, err error) {
	a, err := sm.ask(ctx, func(m map[string]any) answer {
		v, found := m[key]
		return answer{value: v, found: found}
	})
	return a.value, a.found, err
}

// Remove deletes key.
func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	_, err := sm.ask(ctx, func(m map[string]any) answer {
		delete(m, key)
		return answer{}
	})
	return err
}

// Count returns how many keys there are. It never waits for the owner.
func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	if err := sm.ready(ctx); err != nil {
		return 0, err
	}
	return int(sm.n.Load()), nil
}

// Update stores what f returns for the old value, and returns it.
func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	a, err := sm.ask(ctx, func(m map[string]any) answer {
		old, found := m[key]
		v := f(old, found)
		m[key] = v
		return answer{value: v}
	})
	return a.value, err
}

// Close ends the map and hands it over.
func (sm *SharedMap) Close() map[string]any {
	var m map[string]any
	sm.once.Do(func() {
		close(sm.closed)
		m = <-sm.last
	})
	return m
}
