// wrong: stop
// Commands wait in a buffer and the owner turns them away at the end by closing their answer channel, which a caller tells by a nil answer, but an update to nil gives nil too.

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

// command is what a caller sends to the goroutine that owns the map.
type command struct {
	action int
	key    string
	value  any
	f      func(old any, found bool) any
	answer chan any // has room for one; is closed where the command is not carried out
}

// lookup is the answer to a get.
type lookup struct {
	value any
	found bool
}

// SharedMap is a map that one goroutine owns. All others send it commands.
type SharedMap struct {
	c       chan command  // commands on their way to the owner
	closing chan struct{} // is closed when Close begins
	stopped chan struct{} // is closed when the owner has ended
	once    sync.Once
	m       map[string]any // the owner's, until stopped
}

// NewMap starts the owner of an empty map.
func NewMap() *SharedMap {
	sm := &SharedMap{
		c:       make(chan command, 8),
		closing: make(chan struct{}),
		stopped: make(chan struct{}),
		m:       make(map[string]any),
	}
	go sm.own()
	return sm
}

// own carries out one command after another until the map is closed.
func (sm *SharedMap) own() {
	defer close(sm.stopped)
	for {
		select {
		case cmd := <-sm.c:
			cmd.answer <- carryOut(sm.m, cmd)
			continue
		case <-sm.closing:
		}
		for len(sm.c) > 0 {
			cmd := <-sm.c
			close(cmd.answer)
		}
		return
	}
}

// carryOut does to m what cmd asks for, and returns the answer.
func carryOut(m map[string]any, cmd command) any {
	switch cmd.action {
	case set:
		m[cmd.key] = cmd.value
	case get:
		value, found := m[cmd.key]
		return lookup{value, found}
	case remove:
		delete(m, cmd.key)
	case count:
		return len(m)
	case update:
		old, found := m[cmd.key]
		value := cmd.f(old, found)
		m[cmd.key] = value
		return value
	}
	return true
}

// ask sends one command and waits for its answer.
func (sm *SharedMap) ask(ctx context.Context, cmd command) (any, error) {
	select {
	case <-sm.closing:
		return nil, ErrClosed
	default:
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	cmd.answer = make(chan any, 1)
	select {
	case sm.c <- cmd:
	case <-sm.closing:
		return nil, ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	var a any
	select {
	case a = <-cmd.answer:
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-sm.stopped: // it may have come too late to be turned away
		select {
		case a = <-cmd.answer:
		default:
		}
	}
	if a == nil { // bug
		return nil, ErrClosed
	}
	return a, nil
}

// Set stores value under key.
func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	_, err := sm.ask(ctx, command{action: set, key: key, value: value})
	return err
}

// Get returns what is stored under key, and whether there is anything.
func (sm *SharedMap) Get(ctx context.Context, key string) (value any, found bool, err error) {
	a, err := sm.ask(ctx, command{action: get, key: key})
	l, _ := a.(lookup)
	return l.value, l.found, err
}

// Remove deletes key. A key that is not there is no error.
func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	_, err := sm.ask(ctx, command{action: remove, key: key})
	return err
}

// Count returns how many keys there are.
func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	a, err := sm.ask(ctx, command{action: count})
	n, _ := a.(int)
	return n, err
}

// Update stores what f returns for the old value, in one step, and returns it.
// f must not call the map.
func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	return sm.ask(ctx, command{action: update, key: key, f: f})
}

// Close ends the map and hands it over to the caller, its new owner.
func (sm *SharedMap) Close() (m map[string]any) {
	sm.once.Do(func() {
		close(sm.closing)
		<-sm.stopped
		m, sm.m = sm.m, nil
	})
	return m
}
