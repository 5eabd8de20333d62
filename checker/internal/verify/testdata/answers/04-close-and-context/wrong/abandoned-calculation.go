// wrong: stop
// Callbacks run on a second goroutine; when the map closes while an Update runs whose caller has given up, the owner hands the map over without waiting for that f, so Close returns and the goroutine that runs it is left ("Close returns when the map's goroutine has ended", "no goroutine of the map is left").
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
	answer chan answer
}

type answer struct {
	value any
	found bool
	count int
}

// task is an f to be called.
type task struct {
	f     func(old any, found bool) any
	old   any
	found bool
}

// SharedMap is a map that one goroutine owns. Another one calls the f's, so
// that the owner can be talked to meanwhile.
type SharedMap struct {
	c      chan command
	tasks  chan task
	values chan any // room for one: there is one task at a time
	last   chan map[string]any
	once   sync.Once
	closed chan struct{}
}

// NewMap starts the owner of an empty map.
func NewMap() *SharedMap {
	sm := &SharedMap{
		c:      make(chan command),
		tasks:  make(chan task),
		values: make(chan any, 1),
		last:   make(chan map[string]any),
		closed: make(chan struct{}),
	}
	var calculator sync.WaitGroup
	calculator.Add(1)
	go func() {
		defer calculator.Done()
		for t := range sm.tasks {
			sm.values <- t.f(t.old, t.found)
		}
	}()
	go func() {
		m, idle := sm.own()
		close(sm.tasks)
		if idle {
			calculator.Wait()
		}
		sm.last <- m
	}()
	return sm
}

// own serves until the map is closed. It returns the map, and whether no f
// is running.
func (sm *SharedMap) own() (m map[string]any, idle bool) {
	m = make(map[string]any)
	for {
		select {
		case cmd := <-sm.c:
			if cmd.action != update {
				cmd.answer <- carryOut(m, cmd)
				continue
			}
			v, ok := sm.calculate(m, cmd)
			if !ok {
				return m, false
			}
			m[cmd.key] = v
			cmd.answer <- answer{value: v}
		case <-sm.closed:
			return m, true
		}
	}
}

// calculate has the new value made. It reports false where the map closes and
// nobody wants the value any more.
func (sm *SharedMap) calculate(m map[string]any, cmd command) (any, bool) {
	old, found := m[cmd.key]
	sm.tasks <- task{cmd.f, old, found}
	select {
	case v := <-sm.values:
		return v, true
	case <-sm.closed:
	}
	select {
	case v := <-sm.values:
		return v, true
	case <-cmd.ctx.Done(): // its caller has left: do not wait for it // bug
		return nil, false
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
	}
	return a
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
	cmd.answer = make(chan answer, 1)
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
