// wrong: stop
// Changes go to a small layer that Count and Close merge into the map; Remove of a key that is in the new layer only deletes it there, so where the map has an older value of that key (Set, Count, Set, Remove) that value comes back, in Get and in what Close hands over, though Remove returned nil ("a call returns nil only after the map has carried it out").
package main

import (
	"context"
	"errors"
	"sync"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

// recent is a change that is not in the map yet.
type recent struct {
	value   any
	removed bool
}

// layers are a map and the changes since it was last counted: so many keys
// are written over and over that they need not go to the big map every time.
type layers struct {
	base map[string]any
	top  map[string]recent
}

func (l *layers) get(key string) (any, bool) {
	if r, ok := l.top[key]; ok {
		return r.value, !r.removed
	}
	v, ok := l.base[key]
	return v, ok
}

func (l *layers) set(key string, value any) {
	l.top[key] = recent{value: value}
}

func (l *layers) remove(key string) {
	if r, ok := l.top[key]; ok && !r.removed {
		delete(l.top, key) // not in the map yet: forget it // bug
		return
	}
	if _, ok := l.base[key]; ok {
		l.top[key] = recent{removed: true}
	}
}

// merge brings the map up to date.
func (l *layers) merge() map[string]any {
	for key, r := range l.top {
		if r.removed {
			delete(l.base, key)
		} else {
			l.base[key] = r.value
		}
	}
	clear(l.top)
	return l.base
}

type command struct {
	carryOut func(l *layers) answer
	answer   chan answer
}

type answer struct {
	value any
	found bool
	count int
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
	l := &layers{base: make(map[string]any), top: make(map[string]recent)}
	for {
		select {
		case cmd := <-sm.c:
			cmd.answer <- cmd.carryOut(l)
		case <-sm.closed:
			sm.last <- l.merge()
			return
		}
	}
}

func (sm *SharedMap) ask(ctx context.Context, carryOut func(l *layers) answer) (answer, error) {
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
	_, err := sm.ask(ctx, func(l *layers) answer {
		l.set(key, value)
		return answer{}
	})
	return err
}

// Get returns what is stored under key, and whether there is anything.
func (sm *SharedMap) Get(ctx context.Context, key string) (value any, found bool, err error) {
	a, err := sm.ask(ctx, func(l *layers) answer {
		v, ok := l.get(key)
		return answer{value: v, found: ok}
	})
	return a.value, a.found, err
}

// Remove deletes key.
func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	_, err := sm.ask(ctx, func(l *layers) answer {
		l.remove(key)
		return answer{}
	})
	return err
}

// Count returns how many keys there are.
func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	a, err := sm.ask(ctx, func(l *layers) answer { return answer{count: len(l.merge())} })
	return a.count, err
}

// Update stores what f returns for the old value, in one step, and returns it.
func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	a, err := sm.ask(ctx, func(l *layers) answer {
		v := f(l.get(key))
		l.set(key, v)
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
