// wrong: nothing-lost
// The owner looks whether a command was withdrawn and marks it as taken in two steps: a caller that withdraws it between them, because the map closes, returns ErrClosed, and the owner carries it out, which breaks "what returned ErrClosed is not" (in the map that Close hands over).
package main

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

type answer struct {
	value any
	found bool
	count int
}

// What can become of a command.
const (
	queued = iota
	taken
	withdrawn
)

type command struct {
	do     func(m map[string]any) answer
	state  atomic.Int32
	answer chan answer
}

func (cmd *command) withdraw() bool { return cmd.state.CompareAndSwap(queued, withdrawn) }

// SharedMap is a map that one goroutine owns.
type SharedMap struct {
	c       chan *command
	once    sync.Once
	closing chan struct{} // is closed when Close begins
	last    chan map[string]any
}

// NewMap starts the owner of an empty map.
func NewMap() *SharedMap {
	sm := &SharedMap{
		c:       make(chan *command, 16),
		closing: make(chan struct{}),
		last:    make(chan map[string]any),
	}
	go sm.own()
	return sm
}

func (sm *SharedMap) own() {
	m := make(map[string]any)
	for {
		select {
		case cmd := <-sm.c:
			if cmd.state.Load() == withdrawn {
				continue
			}
			cmd.state.Store(taken) // bug: withdrawn since, perhaps
			cmd.answer <- cmd.do(m)
		case <-sm.closing:
			sm.last <- m
			return
		}
	}
}

func (sm *SharedMap) ask(ctx context.Context, do func(m map[string]any) answer) (answer, error) {
	select {
	case <-sm.closing:
		return answer{}, ErrClosed
	default:
	}
	if err := ctx.Err(); err != nil {
		return answer{}, err
	}
	cmd := &command{do: do, answer: make(chan answer, 1)}
	select {
	case sm.c <- cmd:
	case <-sm.closing:
		return answer{}, ErrClosed
	case <-ctx.Done():
		return answer{}, ctx.Err()
	}
	select {
	case a := <-cmd.answer:
		return a, nil
	case <-ctx.Done():
		cmd.withdraw()
		return answer{}, ctx.Err()
	case <-sm.closing:
		if cmd.withdraw() {
			return answer{}, ErrClosed
		}
	}
	// It was taken before it could be withdrawn: an answer will come.
	select {
	case a := <-cmd.answer:
		return a, nil
	case <-ctx.Done():
		return answer{}, ctx.Err()
	}
}

// Set stores value under key.
func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	_, err := sm.ask(ctx, func(m map[string]any) answer {
		m[key] = value
		return answer{}
	})
	return err
}

// Get returns what is stored under key, and whether there is anything.
func (sm *SharedMap) Get(ctx context.Context, key string) (value any, found bool, err error) {
	a, err := sm.ask(ctx, func(m map[string]any) answer {
		v, found := m[key]
		return answer{value: v, found: found}
	})
	return a.value, a.found, err
}

// Remove deletes key.
func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	_, err := sm.ask(ctx, func(m map[string]any) answer {
		delete(m, key)
		return answer{}
	})
	return err
}

// Count returns how many keys there are.
func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	a, err := sm.ask(ctx, func(m map[string]any) answer { return answer{count: len(m)} })
	return a.count, err
}

// Update stores what f returns for the old value, and returns it.
func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	a, err := sm.ask(ctx, func(m map[string]any) answer {
		old, found := m[key]
		v := f(old, found)
		m[key] = v
		return answer{value: v}
	})
	return a.value, err
}

// Close ends the map and hands it over.
func (sm *SharedMap) Close() map[string]any {
	var m map[string]any
	sm.once.Do(func() {
		close(sm.closing)
		m = <-sm.last
	})
	return m
}
