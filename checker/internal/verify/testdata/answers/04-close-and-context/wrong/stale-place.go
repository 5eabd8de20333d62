// wrong: waiting-to-send
// A waiting call remembers its place in the queue, and a call that leaves does not move up those behind it; when a second one leaves (of three that wait, the first and then the second), it takes the command behind it out instead of its own, and that caller waits for ever (a call returns nil when carried out, ErrClosed when the map closes: this one returns neither).
package main

import (
	"context"
	"errors"
	"slices"
	"sync"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

type command struct {
	run     func(m map[string]any)
	number  int        // of its place, counted from the first command of all
	outcome chan error // room for one
}

// SharedMap is a queue of commands and a goroutine that works it off.
type SharedMap struct {
	mu      sync.Mutex
	work    *sync.Cond
	queue   []*command
	first   int // the number of queue[0]
	closing bool

	ended chan struct{}
	m     map[string]any // the goroutine's until ended
}

// NewMap starts the goroutine.
func NewMap() *SharedMap {
	sm := &SharedMap{
		ended: make(chan struct{}),
		m:     make(map[string]any),
	}
	sm.work = sync.NewCond(&sm.mu)
	go sm.own()
	return sm
}

func (sm *SharedMap) own() {
	defer close(sm.ended)
	for {
		cmd := sm.next()
		if cmd == nil {
			return
		}
		cmd.run(sm.m)
		cmd.outcome <- nil
	}
}

// next waits for a command. Where the map closes it refuses those that wait.
func (sm *SharedMap) next() *command {
	sm.mu.Lock()
	defer sm.mu.Unlock()
	for len(sm.queue) == 0 && !sm.closing {
		sm.work.Wait()
	}
	if sm.closing {
		for _, cmd := range sm.queue {
			cmd.outcome <- ErrClosed
		}
		sm.queue = nil
		return nil
	}
	cmd := sm.queue[0]
	sm.queue = slices.Delete(sm.queue, 0, 1)
	sm.first++
	return cmd
}

func (sm *SharedMap) enqueue(cmd *command) bool {
	sm.mu.Lock()
	defer sm.mu.Unlock()
	if sm.closing {
		return false
	}
	cmd.number = sm.first + len(sm.queue)
	sm.queue = append(sm.queue, cmd)
	sm.work.Signal()
	return true
}

// withdraw takes cmd out of the queue, if it is still there.
func (sm *SharedMap) withdraw(cmd *command) {
	sm.mu.Lock()
	defer sm.mu.Unlock()
	i := cmd.number - sm.first
	if i < 0 || i >= len(sm.queue) {
		return
	}
	sm.queue = slices.Delete(sm.queue, i, i+1) // bug
}

func (sm *SharedMap) do(ctx context.Context, run func(m map[string]any)) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	cmd := &command{run: run, outcome: make(chan error, 1)}
	if !sm.enqueue(cmd) {
		return ErrClosed
	}
	select {
	case err := <-cmd.outcome:
		return err
	case <-ctx.Done():
		sm.withdraw(cmd)
		return ctx.Err()
	}
}

// Set stores value under key.
func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	return sm.do(ctx, func(m map[string]any) { m[key] = value })
}

// Get returns what is stored under key, and whether there is anything.
func (sm *SharedMap) Get(ctx context.Context, key string) (any, bool, error) {
	var (
		v  any
		ok bool
	)
	if err := sm.do(ctx, func(m map[string]any) { v, ok = m[key] }); err != nil {
		return nil, false, err
	}
	return v, ok, nil
}

// Remove deletes key.
func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	return sm.do(ctx, func(m map[string]any) { delete(m, key) })
}

// Count returns how many keys there are.
func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	var n int
	if err := sm.do(ctx, func(m map[string]any) { n = len(m) }); err != nil {
		return 0, err
	}
	return n, nil
}

// Update stores what f returns for the old value, in one step, and returns it.
func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	var v any
	err := sm.do(ctx, func(m map[string]any) {
		old, found := m[key]
		v = f(old, found)
		m[key] = v
	})
	if err != nil {
		return nil, err
	}
	return v, nil
}

// Close ends the goroutine and hands its map over.
func (sm *SharedMap) Close() map[string]any {
	sm.mu.Lock()
	first := !sm.closing
	sm.closing = true
	sm.work.Signal()
	sm.mu.Unlock()
	<-sm.ended
	if !first {
		return nil
	}
	return sm.m
}
