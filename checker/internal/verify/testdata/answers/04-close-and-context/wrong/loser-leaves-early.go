// wrong: nothing-lost
// The second Close waits only until the owner takes no more, not until it has worked off the queue, so it returns while an Update that was queued when the map closed is still running its f ("each returns when the map has stopped", "Close returns when the map's goroutine has ended").
package main

import (
	"context"
	"errors"
	"sync/atomic"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

type answer struct {
	value any
	found bool
	count int
}

type command struct {
	run    func(m map[string]any) answer
	answer chan answer
}

// SharedMap is a queue of commands and the goroutine that owns the map.
type SharedMap struct {
	queue   chan command
	begun   atomic.Bool
	closing chan struct{} // Close asks for the end
	closed  chan struct{} // the owner takes no more
	ended   chan struct{} // the queue is worked off, the owner has gone
	m       map[string]any
}

// NewMap starts the owner.
func NewMap() *SharedMap {
	sm := &SharedMap{
		queue:   make(chan command, 16),
		closing: make(chan struct{}),
		closed:  make(chan struct{}),
		ended:   make(chan struct{}),
		m:       make(map[string]any),
	}
	go sm.own()
	return sm
}

func (sm *SharedMap) own() {
	defer close(sm.ended)
	sm.serve()
	close(sm.closed)
	sm.workOff()
}

func (sm *SharedMap) serve() {
	for {
		select {
		case cmd := <-sm.queue:
			cmd.answer <- cmd.run(sm.m)
		case <-sm.closing:
			return
		}
	}
}

// workOff carries out what was accepted before the end.
func (sm *SharedMap) workOff() {
	for {
		select {
		case cmd := <-sm.queue:
			cmd.answer <- cmd.run(sm.m)
		default:
			return
		}
	}
}

func (sm *SharedMap) ask(ctx context.Context, run func(m map[string]any) answer) (answer, error) {
	select {
	case <-sm.closing:
		return answer{}, ErrClosed
	default:
	}
	if err := ctx.Err(); err != nil {
		return answer{}, err
	}
	cmd := command{run: run, answer: make(chan answer, 1)}
	select {
	case sm.queue <- cmd:
	case <-sm.closing:
		return answer{}, ErrClosed
	case <-ctx.Done():
		return answer{}, ctx.Err()
	}
	select {
	case a := <-cmd.answer:
		return a, nil
	case <-sm.ended:
	case <-ctx.Done():
		return answer{}, ctx.Err()
	}
	// The owner answers before it goes. Without an answer it has not seen cmd.
	select {
	case a := <-cmd.answer:
		return a, nil
	default:
		return answer{}, ErrClosed
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
func (sm *SharedMap) Get(ctx context.Context, key string) (any, bool, error) {
	a, err := sm.ask(ctx, func(m map[string]any) answer {
		v, ok := m[key]
		return answer{value: v, found: ok}
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

// Update stores what f returns for the old value, in one step, and returns it.
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
	if !sm.begun.CompareAndSwap(false, true) {
		<-sm.closed // bug
		return nil
	}
	close(sm.closing)
	<-sm.ended
	return sm.m
}
