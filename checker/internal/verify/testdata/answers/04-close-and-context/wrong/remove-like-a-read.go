// wrong: nothing-lost
// Get, Count and Remove give up waiting for their answer when the map closes, "as they put nothing in", so a Remove that was carried out just before can be told ErrClosed, and the key is gone from what Close hands over all the same ("what returned ErrClosed is not").
package main

import (
	"context"
	"errors"
	"sync"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

// What a command asks for.
const (
	set = iota
	get
	remove
	count
	update
)

type command struct {
	action int
	key    string
	value  any
	f      func(old any, found bool) any
	answer chan answer
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
	m := make(map[string]any)
	for {
		select {
		case cmd := <-sm.c:
			cmd.answer <- carryOut(m, cmd)
		case <-sm.closed:
			sm.last <- m
			return
		}
	}
}

func carryOut(m map[string]any, cmd command) answer {
	var a answer
	switch cmd.action {
	case set:
		m[cmd.key] = cmd.value
	case get:
		a.value, a.found = m[cmd.key]
	case remove:
		delete(m, cmd.key)
	case count:
		a.count = len(m)
	case update:
		old, found := m[cmd.key]
		a.value = cmd.f(old, found)
		m[cmd.key] = a.value
	}
	return a
}

// storing says whether cmd puts something into the map. Its caller must know
// for certain whether it is there.
func (cmd command) storing() bool {
	return cmd.action == set || cmd.action == update // bug
}

func (sm *SharedMap) ask(ctx context.Context, cmd command) (answer, error) {
	select {
	case <-sm.closed:
		return answer{}, ErrClosed
	default:
	}
	if err := ctx.Err(); err != nil {
		return answer{}, err
	}
	cmd.answer = make(chan answer, 1)
	select {
	case sm.c <- cmd:
	case <-sm.closed:
		return answer{}, ErrClosed
	case <-ctx.Done():
		return answer{}, ctx.Err()
	}

	var closed <-chan struct{}
	if !cmd.storing() {
		closed = sm.closed // nothing can be lost: need not wait for the end
	}
	select {
	case a := <-cmd.answer:
		return a, nil
	case <-closed:
		return answer{}, ErrClosed
	case <-ctx.Done():
		return answer{}, ctx.Err()
	}
}

// Set stores value under key.
func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	_, err := sm.ask(ctx, command{action: set, key: key, value: value})
	return err
}

// Get returns what is stored under key, and whether there is anything.
func (sm *SharedMap) Get(ctx context.Context, key string) (value any, found bool, err error) {
	a, err := sm.ask(ctx, command{action: get, key: key})
	return a.value, a.found, err
}

// Remove deletes key.
func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	_, err := sm.ask(ctx, command{action: remove, key: key})
	return err
}

// Count returns how many keys there are.
func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	a, err := sm.ask(ctx, command{action: count})
	return a.count, err
}

// Update stores what f returns for the old value, in one step, and returns it.
func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	a, err := sm.ask(ctx, command{action: update, key: key, f: f})
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
