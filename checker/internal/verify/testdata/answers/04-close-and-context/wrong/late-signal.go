// wrong: waiting-for-reply
// Waiters are used again; where a context ends just as its call is answered, the context's signal can arrive after the waiter was drained and given back, and ends a later call of quite another context, which returns its ctx.Err(), nil, though its command was never handed over ("a call returns nil only after the map has carried it out").
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

// waiter is what a call waits with. Calls that were answered leave it to others.
type waiter struct {
	answer chan answer
	ended  chan struct{} // the context has ended
}

func (w *waiter) end() {
	select {
	case w.ended <- struct{}{}:
	default:
	}
}

// SharedMap is a map that one goroutine owns. All others send it commands.
type SharedMap struct {
	c      chan command
	last   chan map[string]any
	once   sync.Once
	closed chan struct{}

	mu   sync.Mutex
	free []*waiter
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

func (sm *SharedMap) take() *waiter {
	sm.mu.Lock()
	defer sm.mu.Unlock()
	if n := len(sm.free); n > 0 {
		w := sm.free[n-1]
		sm.free = sm.free[:n-1]
		return w
	}
	return &waiter{answer: make(chan answer, 1), ended: make(chan struct{}, 1)}
}

func (sm *SharedMap) give(w *waiter) {
	sm.mu.Lock()
	defer sm.mu.Unlock()
	sm.free = append(sm.free, w)
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

	w := sm.take()
	stop := context.AfterFunc(ctx, w.end)
	cmd.answer = w.answer
	select {
	case sm.c <- cmd:
	case <-sm.closed:
		if !stop() {
			<-w.ended
		}
		return answer{}, ErrClosed
	case <-w.ended:
		return answer{}, ctx.Err()
	}
	select {
	case a := <-w.answer:
		if !stop() {
			// Too late to stop it: take the signal out again.
			select {
			case <-w.ended:
			default: // bug
			}
		}
		sm.give(w)
		return a, nil
	case <-w.ended:
		return answer{}, ctx.Err() // the owner will still use w.answer
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
