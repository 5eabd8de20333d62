// right
// The command channel has a buffer and is really closed, after the last sender has left: all that was accepted before Close is carried out, and a call that was abandoned in the buffer is carried out too.
package main

import (
	"context"
	"errors"
	"sync"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

// A command knows how to carry itself out.
type command interface {
	carryOut(m map[string]any)
}

// future is a result that comes later.
type future[T any] struct {
	result T
	ready  chan struct{}
}

func (f *future[T]) resolve(v T) {
	f.result = v
	close(f.ready)
}

type (
	setCommand struct {
		*future[struct{}]
		key   string
		value any
	}
	getCommand struct {
		*future[found]
		key string
	}
	removeCommand struct {
		*future[struct{}]
		key string
	}
	countCommand struct {
		*future[int]
	}
	updateCommand struct {
		*future[any]
		key string
		f   func(old any, found bool) any
	}
	found struct {
		value any
		ok    bool
	}
)

func (c setCommand) carryOut(m map[string]any) {
	m[c.key] = c.value
	c.resolve(struct{}{})
}

func (c getCommand) carryOut(m map[string]any) {
	v, ok := m[c.key]
	c.resolve(found{v, ok})
}

func (c removeCommand) carryOut(m map[string]any) {
	delete(m, c.key)
	c.resolve(struct{}{})
}

func (c countCommand) carryOut(m map[string]any) {
	c.resolve(len(m))
}

func (c updateCommand) carryOut(m map[string]any) {
	old, ok := m[c.key]
	v := c.f(old, ok)
	m[c.key] = v
	c.resolve(v)
}

// SharedMap is a map that one goroutine owns.
type SharedMap struct {
	line chan command
	over chan struct{}
	m    map[string]any // the owner's until over

	mu      sync.Mutex // guards closed, and callers.Add against it
	closed  bool
	callers sync.WaitGroup // those who may still send
}

// NewMap starts the owner.
func NewMap() *SharedMap {
	sm := &SharedMap{
		line: make(chan command, 12),
		over: make(chan struct{}),
		m:    map[string]any{},
	}
	go func() {
		defer close(sm.over)
		for c := range sm.line {
			c.carryOut(sm.m)
		}
	}()
	return sm
}

// dial lets a caller on the line, as long as it is open.
func (sm *SharedMap) dial() error {
	sm.mu.Lock()
	defer sm.mu.Unlock()
	if sm.closed {
		return ErrClosed
	}
	sm.callers.Add(1)
	return nil
}

func (sm *SharedMap) send(ctx context.Context, c command) error {
	if err := sm.dial(); err != nil {
		return err
	}
	defer sm.callers.Done()
	select {
	case sm.line <- c:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func ask[T any](ctx context.Context, sm *SharedMap, f *future[T], c command) (T, error) {
	var none T
	if err := ctx.Err(); err != nil {
		return none, err
	}
	if err := sm.send(ctx, c); err != nil {
		return none, err
	}
	select {
	case <-f.ready:
		return f.result, nil
	case <-ctx.Done():
		return none, ctx.Err()
	}
}

func later[T any]() *future[T] { return &future[T]{ready: make(chan struct{})} }

// Set stores value under key.
func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	f := later[struct{}]()
	_, err := ask(ctx, sm, f, setCommand{f, key, value})
	return err
}

// Get returns what is stored under key, and whether there is anything.
func (sm *SharedMap) Get(ctx context.Context, key string) (any, bool, error) {
	f := later[found]()
	r, err := ask(ctx, sm, f, getCommand{f, key})
	return r.value, r.ok, err
}

// Remove deletes key.
func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	f := later[struct{}]()
	_, err := ask(ctx, sm, f, removeCommand{f, key})
	return err
}

// Count returns how many keys there are.
func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	f := later[int]()
	return ask(ctx, sm, f, countCommand{f})
}

// Update stores what f returns for the old value, in one step, and returns it.
func (sm *SharedMap) Update(ctx context.Context, key string, fn func(old any, found bool) any) (any, error) {
	f := later[any]()
	return ask(ctx, sm, f, updateCommand{f, key, fn})
}

// Close lets nobody on the line any more, and hangs up after the last.
func (sm *SharedMap) Close() map[string]any {
	sm.mu.Lock()
	first := !sm.closed
	sm.closed = true
	sm.mu.Unlock()
	if !first {
		<-sm.over
		return nil
	}
	sm.callers.Wait()
	close(sm.line)
	<-sm.over
	return sm.m
}
