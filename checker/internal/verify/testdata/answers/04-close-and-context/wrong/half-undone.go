// wrong: waiting-for-reply
// A change whose caller gave up is undone by putting the old value back; where there was no such key this puts a nil in, so after an abandoned Update of a new key there is a key with nil: neither carried out nor not ("a command already handed over may or may not have been carried out"; Get's found).
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
	ctx    context.Context
	action int
	key    string
	value  any
	f      func(old any, found bool) any
	answer chan answer // no room: who does not take the answer has given up
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
			serve(m, cmd)
		case <-sm.closed:
			sm.last <- m
			return
		}
	}
}

// serve carries cmd out, and takes it back if its caller has gone: who was
// told an error has changed nothing.
func serve(m map[string]any, cmd command) {
	old := m[cmd.key]
	a, changed := carryOut(m, cmd)
	select {
	case cmd.answer <- a:
	case <-cmd.ctx.Done():
		if changed {
			m[cmd.key] = old // bug
		}
	}
}

func carryOut(m map[string]any, cmd command) (a answer, changed bool) {
	switch cmd.action {
	case set:
		m[cmd.key] = cmd.value
		changed = true
	case get:
		a.value, a.found = m[cmd.key]
	case remove:
		_, changed = m[cmd.key]
		delete(m, cmd.key)
	case count:
		a.count = len(m)
	case update:
		old, found := m[cmd.key]
		a.value = cmd.f(old, found)
		m[cmd.key] = a.value
		changed = true
	}
	return a, changed
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
	cmd.ctx = ctx
	cmd.answer = make(chan answer)
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
