// wrong: nothing-lost
// Close hands over a map without the keys whose stored value is nil, because it takes their slots for removed ones, which breaks "what returned nil is in the map that Close hands over" for a Set(ctx, key, nil) (Get and Count are right about it).
package main

import (
	"context"
	"errors"
	"sync"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

type answer struct {
	value any
	found bool
	count int
}

type command struct {
	do     func(t *table) answer
	answer chan answer
}

// slot is a place for a value. It stays when its key is removed, for keys that
// come and go.
type slot struct {
	value any
	used  bool
}

type table struct {
	slots map[string]*slot
	used  int
}

func (t *table) get(key string) (any, bool) {
	s := t.slots[key]
	if s == nil {
		return nil, false
	}
	return s.value, s.used
}

func (t *table) put(key string, value any) {
	s := t.slots[key]
	if s == nil {
		s = new(slot)
		t.slots[key] = s
	}
	if !s.used {
		t.used++
	}
	s.value, s.used = value, true
}

func (t *table) remove(key string) {
	if s := t.slots[key]; s != nil && s.used {
		*s = slot{}
		t.used--
	}
}

// contents returns what is in the slots that are used.
func (t *table) contents() map[string]any {
	m := make(map[string]any, t.used)
	for key, s := range t.slots {
		if s.value != nil { // bug: nil is a value, s.used tells
			m[key] = s.value
		}
	}
	return m
}

// SharedMap is a table that one goroutine owns.
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
	t := &table{slots: make(map[string]*slot)}
	for {
		select {
		case cmd := <-sm.c:
			cmd.answer <- cmd.do(t)
		case <-sm.closed:
			sm.last <- t.contents()
			return
		}
	}
}

func (sm *SharedMap) ask(ctx context.Context, do func(t *table) answer) (answer, error) {
	select {
	case <-sm.closed:
		return answer{}, ErrClosed
	default:
	}
	if err := ctx.Err(); err != nil {
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
	_, err := sm.ask(ctx, func(t *table) answer {
		t.put(key, value)
		return answer{}
	})
	return err
}

// Get returns what is stored under key, and whether there is anything.
func (sm *SharedMap) Get(ctx context.Context, key string) (value any, found bool, err error) {
	a, err := sm.ask(ctx, func(t *table) answer {
		v, found := t.get(key)
		return answer{value: v, found: found}
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
	a, err := sm.ask(ctx, func(t *table) answer { return answer{count: t.used} })
	return a.count, err
}

// Update stores what f returns for the old value, and returns it.
func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	a, err := sm.ask(ctx, func(t *table) answer {
		v := f(t.get(key))
		t.put(key, v)
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
