// wrong: nothing-lost
// A call that is refused with ErrClosed while it waits in the queue returns without undoing its context.AfterFunc, so a long-lived context keeps the registration for ever ("what a call registers with one is undone when the call returns").
package main

import (
	"context"
	"errors"
	"slices"
	"sync"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

type outcome int

const (
	done outcome = iota
	refused
	ended
)

type command struct {
	run     func(m map[string]any)
	outcome chan outcome // room for the owner's word and the context's
}

// SharedMap is a queue of commands and a goroutine that works it off.
type SharedMap struct {
	mu      sync.Mutex
	queue   []*command
	closing bool
	work    chan struct{} // capacity one: there is something to do
	stopped chan struct{}
	m       map[string]any
}

// NewMap starts the owner.
func NewMap() *SharedMap {
	sm := &SharedMap{
		work:    make(chan struct{}, 1),
		stopped: make(chan struct{}),
		m:       make(map[string]any),
	}
	go sm.own()
	return sm
}

func (sm *SharedMap) own() {
	defer close(sm.stopped)
	for range sm.work {
		for {
			cmd, closing := sm.next()
			if closing {
				return
			}
			if cmd == nil {
				break
			}
			cmd.run(sm.m)
			cmd.outcome <- done
		}
	}
}

// next takes the oldest command. Where the map closes it refuses them all.
func (sm *SharedMap) next() (cmd *command, closing bool) {
	sm.mu.Lock()
	defer sm.mu.Unlock()
	if sm.closing {
		for _, cmd := range sm.queue {
			cmd.outcome <- refused
		}
		sm.queue = nil
		return nil, true
	}
	if len(sm.queue) == 0 {
		return nil, false
	}
	cmd = sm.queue[0]
	sm.queue = slices.Delete(sm.queue, 0, 1)
	return cmd, false
}

func (sm *SharedMap) wake() {
	select {
	case sm.work <- struct{}{}:
	default:
	}
}

func (sm *SharedMap) enqueue(cmd *command) bool {
	sm.mu.Lock()
	defer sm.mu.Unlock()
	if sm.closing {
		return false
	}
	sm.queue = append(sm.queue, cmd)
	return true
}

func (sm *SharedMap) withdraw(cmd *command) {
	sm.mu.Lock()
	defer sm.mu.Unlock()
	if i := slices.Index(sm.queue, cmd); i >= 0 {
		sm.queue = slices.Delete(sm.queue, i, i+1)
	}
}

func (sm *SharedMap) do(ctx context.Context, run func(m map[string]any)) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	cmd := &command{run: run, outcome: make(chan outcome, 2)}
	if !sm.enqueue(cmd) {
		return ErrClosed
	}
	sm.wake()
	gone := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(gone)
		cmd.outcome <- ended
	})
	switch <-cmd.outcome {
	case done:
		if !stop() {
			<-gone
		}
		return nil
	case refused:
		return ErrClosed // bug
	default:
		sm.withdraw(cmd)
		<-gone
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

// Close ends the owner and hands its map over.
func (sm *SharedMap) Close() map[string]any {
	sm.mu.Lock()
	first := !sm.closing
	sm.closing = true
	sm.mu.Unlock()
	sm.wake()
	<-sm.stopped
	if !first {
		return nil
	}
	return sm.m
}
