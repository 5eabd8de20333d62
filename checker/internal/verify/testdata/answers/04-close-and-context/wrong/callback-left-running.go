// wrong: stop
// The owner runs an Update's callback in a goroutine of its own and goes on without it when the caller's context ends. The result is dropped, which is allowed, but Close does not wait for the callback that still runs.
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
	ctx    context.Context
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
	err   error
}

// SharedMap is a map that one goroutine owns. All others send it commands.
type SharedMap struct {
	c    chan command
	quit chan struct{}
	done chan struct{}
	once sync.Once

	mu   sync.Mutex
	last map[string]any
}

// NewMap starts the owner of an empty map.
func NewMap() *SharedMap {
	sm := &SharedMap{
		c:    make(chan command),
		quit: make(chan struct{}),
		done: make(chan struct{}),
	}
	go sm.own()
	return sm
}

func (sm *SharedMap) own() {
	defer close(sm.done)
	m := make(map[string]any)
	for {
		select {
		case cmd := <-sm.c:
			cmd.answer <- carryOut(m, cmd)
		case <-sm.quit:
			sm.last = m
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
		result := make(chan any, 1)
		go func() { result <- cmd.f(old, found) }()
		select {
		case a.value = <-result:
			m[cmd.key] = a.value
		case <-cmd.ctx.Done():
			// A cancelled caller's slow callback must not hold up the others.
			a.err = cmd.ctx.Err()
		}
	}
	return a
}

func (sm *SharedMap) ask(ctx context.Context, cmd command) (answer, error) {
	if err := ctx.Err(); err != nil {
		return answer{}, err
	}
	cmd.ctx = ctx
	cmd.answer = make(chan answer, 1)
	select {
	case sm.c <- cmd:
	case <-ctx.Done():
		return answer{}, ctx.Err()
	case <-sm.done:
		return answer{}, ErrClosed
	}
	select {
	case a := <-cmd.answer:
		return a, a.err
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

// Close ends the map and hands it over to one caller.
func (sm *SharedMap) Close() map[string]any {
	sm.once.Do(func() { close(sm.quit) })
	<-sm.done
	sm.mu.Lock()
	defer sm.mu.Unlock()
	m := sm.last
	sm.last = nil
	return m
}
