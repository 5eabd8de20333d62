// right
// The owner is a state machine that owns open, then draining, then ended: while it drains it answers everybody with ErrClosed until the one who closed has said that nobody is inside any more.

package main

import (
	"context"
	"errors"
	"sync"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

type reply struct {
	value any
	found bool
	n     int
	err   error
}

type message struct {
	apply func(m map[string]any) reply
	reply chan reply
}

// stateFn is one state of the owner; it returns the next one.
type stateFn func(*SharedMap) stateFn

// SharedMap is a map that one goroutine owns.
type SharedMap struct {
	mail   chan message
	shut   chan struct{} // begins draining
	empty  chan struct{} // ends draining
	ended  chan struct{} // the owner is gone
	mu     sync.Mutex    // guards the three below
	closed bool
	inside int           // calls that may still send
	nobody chan struct{} // is closed when closed and inside is 0
	m      map[string]any
}

// NewMap starts the owner of an empty map.
func NewMap() *SharedMap {
	sm := &SharedMap{
		mail:   make(chan message),
		shut:   make(chan struct{}),
		empty:  make(chan struct{}),
		ended:  make(chan struct{}),
		nobody: make(chan struct{}),
		m:      make(map[string]any),
	}
	go func() {
		defer close(sm.ended)
		for state := stateFn(open); state != nil; {
			state = state(sm)
		}
	}()
	return sm
}

func open(sm *SharedMap) stateFn {
	select {
	case msg := <-sm.mail:
		msg.reply <- msg.apply(sm.m)
		return open
	case <-sm.shut:
		return draining
	}
}

func draining(sm *SharedMap) stateFn {
	select {
	case msg := <-sm.mail:
		msg.reply <- reply{err: ErrClosed}
		return draining
	case <-sm.empty:
		return nil
	}
}

func (sm *SharedMap) enter() bool {
	sm.mu.Lock()
	defer sm.mu.Unlock()
	if sm.closed {
		return false
	}
	sm.inside++
	return true
}

func (sm *SharedMap) exit() {
	sm.mu.Lock()
	defer sm.mu.Unlock()
	sm.inside--
	if sm.closed && sm.inside == 0 {
		close(sm.nobody)
	}
}

func (sm *SharedMap) post(ctx context.Context, apply func(m map[string]any) reply) reply {
	if !sm.enter() {
		return reply{err: ErrClosed}
	}
	defer sm.exit()
	if err := ctx.Err(); err != nil {
		return reply{err: err}
	}
	msg := message{apply, make(chan reply, 1)}
	select {
	case sm.mail <- msg:
	case <-ctx.Done():
		return reply{err: ctx.Err()}
	}
	select {
	case r := <-msg.reply:
		return r
	case <-ctx.Done():
		return reply{err: ctx.Err()}
	}
}

// Set stores value under key.
func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	return sm.post(ctx, func(m map[string]any) (r reply) {
		m[key] = value
		return
	}).err
}

// Get returns what is stored under key, and whether there is anything.
func (sm *SharedMap) Get(ctx context.Context, key string) (any, bool, error) {
	r := sm.post(ctx, func(m map[string]any) (r reply) {
		r.value, r.found = m[key]
		return
	})
	return r.value, r.found, r.err
}

// Remove deletes key.
func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	return sm.post(ctx, func(m map[string]any) (r reply) {
		delete(m, key)
		return
	}).err
}

// Count returns how many keys there are.
func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	r := sm.post(ctx, func(m map[string]any) (r reply) {
		r.n = len(m)
		return
	})
	return r.n, r.err
}

// Update stores what f returns for the old value, and returns it.
func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	r := sm.post(ctx, func(m map[string]any) (r reply) {
		old, found := m[key]
		r.value = f(old, found)
		m[key] = r.value
		return
	})
	return r.value, r.err
}

// Close ends the map and hands it over to the caller, its new owner.
func (sm *SharedMap) Close() map[string]any {
	sm.mu.Lock()
	first := !sm.closed
	sm.closed = true
	if first && sm.inside == 0 {
		close(sm.nobody)
	}
	sm.mu.Unlock()
	if !first {
		<-sm.ended
		return nil
	}
	close(sm.shut)
	<-sm.nobody
	close(sm.empty)
	<-sm.ended
	return sm.m
}
