// right
// The context travels with the command and the owner, not the caller, looks whether it is dead before it carries anything out.

package main

import (
	"context"
	"errors"
	"sync"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

type command struct {
	ctx   context.Context
	do    func(m map[string]any) answer
	reply chan answer
}

type answer struct {
	value any
	found bool
	count int
	err   error
}

// SharedMap is a map that one goroutine owns.
type SharedMap struct {
	c       chan command
	quit    chan struct{}       // closed by the first Close
	closed  chan struct{}       // closed when the owner has ended
	last    chan map[string]any // the owner's last message, in a place of its own
	closing sync.Once
}

// NewMap starts the owner of an empty map.
func NewMap() *SharedMap {
	sm := &SharedMap{
		c:      make(chan command),
		quit:   make(chan struct{}),
		closed: make(chan struct{}),
		last:   make(chan map[string]any, 1),
	}
	go sm.own()
	return sm
}

func (sm *SharedMap) own() {
	defer close(sm.closed)
	m := make(map[string]any)
	for {
		select {
		case <-sm.quit:
			sm.last <- m
			return
		case cmd := <-sm.c:
			if err := cmd.ctx.Err(); err != nil {
				cmd.reply <- answer{err: err}
				continue
			}
			cmd.reply <- cmd.do(m)
		}
	}
}

func (sm *SharedMap) ask(ctx context.Context, do func(m map[string]any) answer) answer {
	cmd := command{ctx, do, make(chan answer, 1)}
	over := ctx.Done()
	select {
	case sm.c <- cmd:
		select {
		case a := <-cmd.reply:
			return a
		case <-over:
			return answer{err: ctx.Err()}
		}
	case <-sm.closed:
		return answer{err: ErrClosed}
	case <-over:
		return answer{err: ctx.Err()}
	}
}

// Set stores value under key.
func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	return sm.ask(ctx, func(m map[string]any) answer {
		m[key] = value
		return answer{}
	}).err
}

// Get returns what is stored under key, and whether there is anything.
func (sm *SharedMap) Get(ctx context.Context, key string) (value any, found bool, err error) {
	a := sm.ask(ctx, func(m map[string]any) answer {
		value, found := m[key]
		return answer{value: value, found: found}
	})
	return a.value, a.found, a.err
}

// Remove deletes key. A key that is not there is no error.
func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	return sm.ask(ctx, func(m map[string]any) answer {
		delete(m, key)
		return answer{}
	}).err
}

// Count returns how many keys there are.
func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	a := sm.ask(ctx, func(m map[string]any) answer { return answer{count: len(m)} })
	return a.count, a.err
}

// Update stores what f returns for the old value, in one step, and returns it.
func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	a := sm.ask(ctx, func(m map[string]any) answer {
		old, found := m[key]
		value := f(old, found)
		m[key] = value
		return answer{value: value}
	})
	return a.value, a.err
}

// Close ends the map and hands it over to the first caller.
func (sm *SharedMap) Close() map[string]any {
	sm.closing.Do(func() { close(sm.quit) })
	<-sm.closed
	select {
	case m := <-sm.last:
		return m
	default:
		return nil
	}
}
