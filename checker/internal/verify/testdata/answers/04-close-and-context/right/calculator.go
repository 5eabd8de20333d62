// right
// A second goroutine runs the callbacks, and meanwhile the owner goes on: it answers Count, other keys, and even Get of the very key (with the old value, for the update is not there yet), and parks only what has to wait.
package main

import (
	"context"
	"errors"
	"sync"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

type kind int

const (
	set kind = iota
	get
	remove
	count
	update
)

type command struct {
	ctx    context.Context
	kind   kind
	key    string
	value  any
	f      func(old any, found bool) any
	answer chan answer
}

type answer struct {
	value any
	found bool
	n     int
	err   error
}

// SharedMap is a map that one goroutine owns, and a second one that calculates.
type SharedMap struct {
	in      chan *command
	once    sync.Once
	closing chan struct{}
	both    sync.WaitGroup
	m       map[string]any
}

// NewMap starts the two.
func NewMap() *SharedMap {
	sm := &SharedMap{
		in:      make(chan *command),
		closing: make(chan struct{}),
		m:       map[string]any{},
	}
	tasks := make(chan func() any)
	values := make(chan any)
	sm.both.Add(2)
	go func() {
		defer sm.both.Done()
		for task := range tasks {
			values <- task()
		}
	}()
	go func() {
		defer sm.both.Done()
		defer close(tasks)
		o := owner{m: sm.m, tasks: tasks, values: values}
		o.run(sm.in, sm.closing)
	}()
	return sm
}

type owner struct {
	m       map[string]any
	tasks   chan<- func() any
	values  <-chan any
	current *command // the update that is being calculated
	parked  []*command
}

func (o *owner) run(in <-chan *command, closing <-chan struct{}) {
	for {
		select {
		case c := <-in:
			o.serve(c)
		case v := <-o.values:
			o.store(v)
			parked := o.parked
			o.parked = nil
			for _, c := range parked {
				o.serve(c)
			}
		case <-closing:
			if o.current != nil {
				o.store(<-o.values)
			}
			for _, c := range o.parked {
				c.answer <- answer{err: ErrClosed}
			}
			return
		}
	}
}

func (o *owner) store(v any) {
	o.m[o.current.key] = v
	o.current.answer <- answer{value: v}
	o.current = nil
}

// mustWait says whether c cannot be carried out beside the current update.
func (o *owner) mustWait(c *command) bool {
	if o.current == nil {
		return false
	}
	switch c.kind {
	case update:
		return true
	case set, remove:
		return c.key == o.current.key
	default:
		return false
	}
}

func (o *owner) serve(c *command) {
	if o.mustWait(c) {
		o.parked = append(o.parked, c)
		return
	}
	if err := c.ctx.Err(); err != nil { // perhaps it has left, and has gone on since
		c.answer <- answer{err: err}
		return
	}
	var a answer
	switch c.kind {
	case set:
		o.m[c.key] = c.value
	case get:
		a.value, a.found = o.m[c.key]
	case remove:
		delete(o.m, c.key)
	case count:
		a.n = len(o.m)
	case update:
		old, found := o.m[c.key]
		o.current = c
		o.tasks <- func() any { return c.f(old, found) }
		return
	}
	c.answer <- a
}

func (sm *SharedMap) ask(ctx context.Context, c command) answer {
	c.ctx = ctx
	c.answer = make(chan answer, 1)
	if err := ctx.Err(); err != nil {
		return answer{err: err}
	}
	select {
	case sm.in <- &c:
	case <-sm.closing:
		return answer{err: ErrClosed}
	case <-ctx.Done():
		return answer{err: ctx.Err()}
	}
	select {
	case a := <-c.answer:
		return a
	case <-ctx.Done():
		return answer{err: ctx.Err()}
	}
}

// Set stores value under key.
func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	return sm.ask(ctx, command{kind: set, key: key, value: value}).err
}

// Get returns what is stored under key, and whether there is anything.
func (sm *SharedMap) Get(ctx context.Context, key string) (any, bool, error) {
	a := sm.ask(ctx, command{kind: get, key: key})
	return a.value, a.found, a.err
}

// Remove deletes key.
func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	return sm.ask(ctx, command{kind: remove, key: key}).err
}

// Count returns how many keys there are.
func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	a := sm.ask(ctx, command{kind: count})
	return a.n, a.err
}

// Update stores what f returns for the old value, in one step, and returns it.
func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	a := sm.ask(ctx, command{kind: update, key: key, f: f})
	return a.value, a.err
}

// Close ends both and hands the map over.
func (sm *SharedMap) Close() (m map[string]any) {
	sm.once.Do(func() {
		close(sm.closing)
		sm.both.Wait()
		m, sm.m = sm.m, nil
	})
	return m
}
