// wrong: waiting-to-send
// A call that has to wait is entered in a table under its context and a number, and a context of a type that cannot be a key of a map makes it panic.

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
	c       chan command  // commands on their way to the owner
	closing chan struct{} // is closed when Close begins
	stopped chan struct{} // is closed when the owner has ended
	m       map[string]any

	mu      sync.Mutex
	closed  bool
	calls   int
	waiting map[waiter]chan struct{} // whoever waits to send; the channel says that the map closes
}

// waiter tells one call that waits from all others.
type waiter struct {
	ctx  context.Context // bug
	call int
}

// NewMap starts the owner of an empty map.
func NewMap() *SharedMap {
	sm := &SharedMap{
		c:       make(chan command),
		closing: make(chan struct{}),
		stopped: make(chan struct{}),
		m:       make(map[string]any),
		waiting: make(map[waiter]chan struct{}),
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
		case <-sm.closing:
			return
		}
	}
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

// ask sends one command and waits for its answer.
func (sm *SharedMap) ask(ctx context.Context, cmd command) (answer, error) {
	if err := ctx.Err(); err != nil {
		return answer{}, err
	}
	cmd.answer = make(chan answer, 1) // room for an answer that nobody takes
	select {
	case sm.c <- cmd:
	default: // the owner is busy
		if err := sm.wait(ctx, cmd); err != nil {
			return answer{}, err
		}
	}
	select {
	case a := <-cmd.answer:
		return a, nil
	case <-ctx.Done():
		return answer{}, ctx.Err()
	}
}

// wait sends cmd when the owner has time for it.
func (sm *SharedMap) wait(ctx context.Context, cmd command) error {
	sm.mu.Lock()
	if sm.closed {
		sm.mu.Unlock()
		return ErrClosed
	}
	sm.calls++
	me, closes := waiter{ctx, sm.calls}, make(chan struct{})
	sm.waiting[me] = closes
	sm.mu.Unlock()

	defer func() {
		sm.mu.Lock()
		delete(sm.waiting, me)
		sm.mu.Unlock()
	}()
	select {
	case sm.c <- cmd:
		return nil
	case <-closes:
		return ErrClosed
	case <-ctx.Done():
		return ctx.Err()
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
	return a.value, err
}

// Close ends the map and hands it over to the caller, its new owner.
func (sm *SharedMap) Close() map[string]any {
	sm.mu.Lock()
	first := !sm.closed
	sm.closed = true
	if first {
		close(sm.closing)
		for _, closes := range sm.waiting {
			close(closes)
		}
	}
	sm.mu.Unlock()
	<-sm.stopped
	if !first {
		return nil
	}
	return sm.m
}
