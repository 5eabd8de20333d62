// right
// The answer channel has no room: the owner offers the answer until it is taken or the caller's context ends, and then undoes the change; errors are wrapped, and one of a closed map with a dead context wraps both.
package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

// CallError says which call failed.
type CallError struct {
	Call, Key string
	Errs      []error
}

func (e *CallError) Error() string {
	return fmt.Sprintf("%s(%q): %v", e.Call, e.Key, errors.Join(e.Errs...))
}

// Unwrap is what errors.Is looks into.
func (e *CallError) Unwrap() []error { return e.Errs }

type command struct {
	ctx    context.Context
	name   string
	key    string
	change func(old any, found bool) (value any, keep bool) // nil: only look
	answer chan answer
}

type answer struct {
	value any
	found bool
	count int
}

// SharedMap is a map that one goroutine owns.
type SharedMap struct {
	in   chan command
	quit chan struct{}
	over sync.WaitGroup

	mu sync.Mutex
	m  map[string]any // what Close hands over; nil when it has
}

// NewMap starts the owner.
func NewMap() *SharedMap {
	sm := &SharedMap{
		in:   make(chan command),
		quit: make(chan struct{}),
		m:    map[string]any{},
	}
	sm.over.Add(1)
	go sm.own(sm.m)
	return sm
}

func (sm *SharedMap) own(m map[string]any) {
	defer sm.over.Done()
	for {
		select {
		case <-sm.quit:
			return
		case c := <-sm.in:
			old, found := m[c.key]
			a := answer{value: old, found: found, count: len(m)}
			if c.change != nil {
				a.value, a.found = c.change(old, found)
				put(m, c.key, a.value, a.found)
			}
			select {
			case c.answer <- a:
			case <-c.ctx.Done():
				if c.change != nil {
					put(m, c.key, old, found)
				}
			}
		}
	}
}

func put(m map[string]any, key string, value any, keep bool) {
	if keep {
		m[key] = value
	} else {
		delete(m, key)
	}
}

func (sm *SharedMap) ask(c command) (answer, error) {
	var errs []error
	if sm.closing() {
		errs = append(errs, ErrClosed)
	}
	if err := c.ctx.Err(); err != nil {
		errs = append(errs, err)
	}
	if errs != nil {
		return answer{}, &CallError{c.name, c.key, errs}
	}
	c.answer = make(chan answer)
	select {
	case sm.in <- c:
	case <-sm.quit:
		return answer{}, &CallError{c.name, c.key, []error{ErrClosed}}
	case <-c.ctx.Done():
		return answer{}, &CallError{c.name, c.key, []error{c.ctx.Err()}}
	}
	select {
	case a := <-c.answer:
		return a, nil
	case <-c.ctx.Done():
		return answer{}, &CallError{c.name, c.key, []error{c.ctx.Err()}}
	}
}

func (sm *SharedMap) closing() bool {
	select {
	case <-sm.quit:
		return true
	default:
		return false
	}
}

// Set stores value under key.
func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	_, err := sm.ask(command{ctx: ctx, name: "Set", key: key, change: func(any, bool) (any, bool) { return value, true }})
	return err
}

// Get returns what is stored under key, and whether there is anything.
func (sm *SharedMap) Get(ctx context.Context, key string) (any, bool, error) {
	a, err := sm.ask(command{ctx: ctx, name: "Get", key: key})
	return a.value, a.found, err
}

// Remove deletes key.
func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	_, err := sm.ask(command{ctx: ctx, name: "Remove", key: key, change: func(any, bool) (any, bool) { return nil, false }})
	return err
}

// Count returns how many keys there are.
func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	a, err := sm.ask(command{ctx: ctx, name: "Count"})
	return a.count, err
}

// Update stores what f returns for the old value, in one step, and returns it.
func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	a, err := sm.ask(command{ctx: ctx, name: "Update", key: key, change: func(old any, found bool) (any, bool) {
		return f(old, found), true
	}})
	return a.value, err
}

// Close ends the owner and hands the map over.
func (sm *SharedMap) Close() map[string]any {
	sm.mu.Lock()
	defer sm.mu.Unlock()
	if !sm.closing() {
		close(sm.quit)
	}
	sm.over.Wait()
	m := sm.m
	sm.m = nil
	return m
}
