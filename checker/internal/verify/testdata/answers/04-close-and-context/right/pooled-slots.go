// right
// Slots with an answer channel in them come from a package-level sync.Pool and go back only when the answer has been taken, so that an abandoned slot is left to the garbage collector.

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

// slot is a command and the room for its answer.
type slot struct {
	op     byte
	key    string
	value  any
	f      func(old any, found bool) any
	found  bool
	n      int
	filled chan struct{} // capacity 1: the owner never waits
}

var slots = sync.Pool{New: func() any { return &slot{filled: make(chan struct{}, 1)} }}

// SharedMap is a map that one goroutine owns.
type SharedMap struct {
	in      chan *slot
	quit    chan struct{}
	quitted atomic.Bool
	owner   sync.WaitGroup
	rest    atomic.Pointer[map[string]any] // what the owner leaves, for one closer
}

// NewMap starts the owner of an empty map.
func NewMap() *SharedMap {
	sm := &SharedMap{in: make(chan *slot), quit: make(chan struct{})}
	sm.owner.Add(1)
	go sm.own()
	return sm
}

func (sm *SharedMap) own() {
	defer sm.owner.Done()
	m := make(map[string]any)
	defer sm.rest.Store(&m)
	for {
		select {
		case <-sm.quit:
			return
		case s := <-sm.in:
			old, found := m[s.key]
			switch s.op {
			case 's':
				m[s.key] = s.value
			case 'g':
				s.value, s.found = old, found
			case 'r':
				delete(m, s.key)
			case 'c':
				s.n = len(m)
			case 'u':
				s.value = s.f(old, found)
				m[s.key] = s.value
			}
			s.filled <- struct{}{}
		}
	}
}

// ask carries the command out and returns a copy of the slot with the answer in it.
func (sm *SharedMap) ask(ctx context.Context, cmd slot) (slot, error) {
	if sm.quitted.Load() {
		return slot{}, fmt.Errorf("%c %q: %w", cmd.op, cmd.key, ErrClosed)
	}
	if err := ctx.Err(); err != nil {
		return slot{}, fmt.Errorf("%c %q: %w", cmd.op, cmd.key, err)
	}
	s := slots.Get().(*slot)
	cmd.filled = s.filled
	*s = cmd
	select {
	case sm.in <- s:
	case <-sm.quit:
		slots.Put(s)
		return slot{}, fmt.Errorf("%c %q: %w", cmd.op, cmd.key, ErrClosed)
	case <-ctx.Done():
		slots.Put(s)
		return slot{}, fmt.Errorf("%c %q: %w", cmd.op, cmd.key, ctx.Err())
	}
	select {
	case <-s.filled:
		answer := *s
		*s = slot{filled: s.filled}
		slots.Put(s)
		return answer, nil
	case <-ctx.Done():
		// The owner has s, and will fill it. It must not be used again.
		return slot{}, fmt.Errorf("%c %q: %w", cmd.op, cmd.key, ctx.Err())
	}
}

// Set stores value under key.
func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	_, err := sm.ask(ctx, slot{op: 's', key: key, value: value})
	return err
}

// Get returns what is stored under key, and whether there is anything.
func (sm *SharedMap) Get(ctx context.Context, key string) (any, bool, error) {
	s, err := sm.ask(ctx, slot{op: 'g', key: key})
	return s.value, s.found, err
}

// Remove deletes key.
func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	_, err := sm.ask(ctx, slot{op: 'r', key: key})
	return err
}

// Count returns how many keys there are.
func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	s, err := sm.ask(ctx, slot{op: 'c'})
	return s.n, err
}

// Update stores what f returns for the old value, and returns it.
func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	s, err := sm.ask(ctx, slot{op: 'u', key: key, f: f})
	return s.value, err
}

// Close ends the map and hands it over to the caller, its new owner.
func (sm *SharedMap) Close() map[string]any {
	if sm.quitted.CompareAndSwap(false, true) {
		close(sm.quit)
	}
	sm.owner.Wait()
	if m := sm.rest.Swap(nil); m != nil {
		return *m
	}
	return nil
}
