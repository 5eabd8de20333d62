package main

import (
	"context"
	"errors"
	"sync/atomic"
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

// command is what a caller sends to the goroutine that owns the map.
type command struct {
	action int
	key    string
	value  any
	f      func(old any, found bool) any
	answer chan answer
}

// answer is what the owner sends back.
type answer struct {
	value any
	found bool
	count int
}

// SharedMap is a map that one goroutine owns. All others send it commands.
type SharedMap struct {
	c    chan command        // commands on their way to the owner
	last chan map[string]any // the owner's last message: the map itself

	closing atomic.Bool // Close has begun
}

// NewMap starts the owner of an empty map.
func NewMap() *SharedMap {
	sm := &SharedMap{
		c:    make(chan command),
		last: make(chan map[string]any),
	}
	go sm.own()
	return sm
}

// own carries out one command after another until there are no more.
// At the end it hands the map itself over.
func (sm *SharedMap) own() {
	m := make(map[string]any)
	for cmd := range sm.c {
		cmd.answer <- carryOut(m, cmd)
	}
	sm.last <- m
}

// carryOut does to m what cmd asks for. Only the owner calls it.
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

// ask is what the five methods below have in common.
func (sm *SharedMap) ask(ctx context.Context, cmd command) (answer, error) {
	alive := ctx.Err() == nil
	a, err := sm.try(ctx, cmd)
	// TODO(deadline): a call with a deadline ends at that deadline, with the
	// context's error, however busy the map is.
	for alive && errors.Is(err, context.DeadlineExceeded) {
		// The map is only busy: try again, without hurry.
		a, err = sm.try(context.WithoutCancel(ctx), cmd)
	}
	return a, err
}

// try sends one command and waits for its answer.
func (sm *SharedMap) try(ctx context.Context, cmd command) (answer, error) {
	cmd.answer = make(chan answer)

	// TODO(after-close): a call on a closed map returns ErrClosed.

	// TODO(already-cancelled): a call whose context is dead from the first
	// moment is never carried out. It returns the context's error.

	// TODO(waiting-to-send): while the map is busy a caller waits here. When
	// its context ends, it stops waiting and returns the context's error.
	sm.c <- cmd

	// TODO(waiting-for-reply): the same while it waits here. The map goes on
	// serving the others, though nobody takes this answer any more.
	return <-cmd.answer, nil
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

// Remove deletes key. A key that is not there is no error.
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
// f must not call the map.
func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	a, err := sm.ask(ctx, command{action: update, key: key, f: f})
	if err == nil && sm.closing.Load() {
		// TODO(nothing-lost): f may take long, and Close may begin meanwhile. What
		// the caller is told must be true all the same.
		err = ErrClosed
	}
	return a.value, err
}

// Close ends the map and hands it over to the caller, its new owner.
func (sm *SharedMap) Close() map[string]any {
	// TODO(close-twice): Close may be called any number of times, at once too.
	// Each call returns when the map has stopped. One gets the map, the others nil.

	// TODO(nothing-lost): a call that is on its way while the map closes
	// returns nil or ErrClosed. What was told nil is in the map that Close hands
	// over, what was told ErrClosed is not.
	sm.closing.Store(true)
	close(sm.c)
	return <-sm.last
}
