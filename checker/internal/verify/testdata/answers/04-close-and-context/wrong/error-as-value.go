// wrong: stop
// The owner answers with one value of type any, and a call takes an answer that is an error for its own failure; so an Update whose f returns an error value, which is an allowed value, stores it but tells the caller that very error, even ErrClosed on an open map ("every call returns nil or ErrClosed", "what returned ErrClosed is not in the map"; the result of f means what it means in 03).
package main

import (
	"context"
	"errors"
	"sync"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

// A command is carried out by the owner, who sends back what it returns, or an
// error instead.
type command struct {
	ctx      context.Context
	carryOut func(m map[string]any) any
	answer   chan any
}

// entry answers Get.
type entry struct {
	value any
	found bool
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
			cmd.answer <- serve(m, cmd)
		case <-sm.closed:
			sm.last <- m
			return
		}
	}
}

func serve(m map[string]any, cmd command) any {
	if err := cmd.ctx.Err(); err != nil {
		return err // nobody waits for it any more
	}
	return cmd.carryOut(m)
}

func (sm *SharedMap) ask(ctx context.Context, carryOut func(m map[string]any) any) (any, error) {
	select {
	case <-sm.closed:
		return nil, ErrClosed
	default:
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	cmd := command{ctx: ctx, carryOut: carryOut, answer: make(chan any, 1)}
	select {
	case sm.c <- cmd:
	case <-sm.closed:
		return nil, ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	select {
	case a := <-cmd.answer:
		if err, failed := a.(error); failed { // bug
			return nil, err
		}
		return a, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Set stores value under key.
func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	_, err := sm.ask(ctx, func(m map[string]any) any {
		m[key] = value
		return nil
	})
	return err
}

// Get returns what is stored under key, and whether there is anything.
func (sm *SharedMap) Get(ctx context.Context, key string) (value any, found bool, err error) {
	a, err := sm.ask(ctx, func(m map[string]any) any {
		v, ok := m[key]
		return entry{v, ok}
	})
	if err != nil {
		return nil, false, err
	}
	e := a.(entry)
	return e.value, e.found, nil
}

// Remove deletes key.
func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	_, err := sm.ask(ctx, func(m map[string]any) any {
		delete(m, key)
		return nil
	})
	return err
}

// Count returns how many keys there are.
func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	a, err := sm.ask(ctx, func(m map[string]any) any { return len(m) })
	if err != nil {
		return 0, err
	}
	return a.(int), nil
}

// Update stores what f returns for the old value, in one step, and returns it.
func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	return sm.ask(ctx, func(m map[string]any) any {
		old, found := m[key]
		m[key] = f(old, found)
		return m[key]
	})
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
