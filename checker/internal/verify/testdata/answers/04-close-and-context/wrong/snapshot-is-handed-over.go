// wrong: nothing-lost
// Get reads the last snapshot, and Close hands that very map over: its new owner writes to it while a Get that came before still reads.
// explain: data-race shared-map
package main

import (
	"context"
	"errors"
	"maps"
	"sync"
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
	c    chan command                   // commands on their way to the owner
	last chan map[string]any            // the owner's last message: the map itself
	now  atomic.Pointer[map[string]any] // what readers see: the owner makes a new one with every change
	once sync.Once                      // the first Close does the work, the others wait for it

	readers atomic.Int64
	closed  chan struct{} // is closed when Close begins
}

// NewMap starts the owner of an empty map.
func NewMap() *SharedMap {
	sm := &SharedMap{
		c:    make(chan command),
		last: make(chan map[string]any),

		closed: make(chan struct{}),
	}
	sm.now.Store(&map[string]any{})
	go sm.own()
	return sm
}

// own carries out one command after another until the map is closed.
// At the end it hands the map itself over.
func (sm *SharedMap) own() {
	for {
		select {
		case cmd := <-sm.c:
			m := maps.Clone(*sm.now.Load())
			a := carryOut(m, cmd)
			sm.now.Store(&m)
			cmd.answer <- a
		case <-sm.closed:
			sm.last <- *sm.now.Load() // bug
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
	cmd.answer = make(chan answer, 1) // room for an answer that nobody takes

	select {
	case <-sm.closed:
		return answer{}, ErrClosed
	default:
	}

	if err := ctx.Err(); err != nil {
		return answer{}, err
	}
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
	if err := ctx.Err(); err != nil {
		return nil, false, err
	}
	select {
	case <-sm.closed:
		return nil, false, ErrClosed
	default:
	}
	sm.readers.Add(1)
	defer sm.readers.Add(-1)
	value, found = (*sm.now.Load())[key] // bug
	return value, found, nil
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
	var m map[string]any
	sm.once.Do(func() {
		close(sm.closed)
		m = <-sm.last
		sm.readers.Load()
	})
	return m
}
