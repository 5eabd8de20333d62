// right
// No channel carries anything: a locked queue, a sync.Cond for every waiting call, and context.AfterFunc to wake it; a call that leaves takes its command out of the queue.
package main

import (
	"context"
	"errors"
	"slices"
	"sync"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

type state int

const (
	queued state = iota
	running
	done
	refused
)

type command struct {
	run    func(m map[string]any)
	state  state
	ended  bool // its context has
	change sync.Cond
}

// SharedMap is a queue of commands and the goroutine that works it off.
type SharedMap struct {
	mu      sync.Mutex
	queue   []*command
	work    sync.Cond // the queue has grown, or closing
	closing bool
	stopped bool
	stop    sync.Cond
	m       map[string]any // the goroutine's until stopped
}

// NewMap starts the goroutine.
func NewMap() *SharedMap {
	sm := &SharedMap{m: map[string]any{}}
	sm.work.L = &sm.mu
	sm.stop.L = &sm.mu
	go sm.own()
	return sm
}

func (sm *SharedMap) own() {
	sm.mu.Lock()
	defer sm.mu.Unlock()
	for !sm.closing {
		if len(sm.queue) == 0 {
			sm.work.Wait()
			continue
		}
		c := sm.queue[0]
		sm.queue = slices.Delete(sm.queue, 0, 1)
		c.state = running
		sm.mu.Unlock()
		c.run(sm.m)
		sm.mu.Lock()
		c.state = done
		c.change.Signal()
	}
	for _, c := range sm.queue {
		c.state = refused
		c.change.Signal()
	}
	sm.queue = nil
	sm.stopped = true
	sm.stop.Broadcast()
}

func (sm *SharedMap) do(ctx context.Context, run func(m map[string]any)) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	c := &command{run: run}
	c.change.L = &sm.mu

	woken := make(chan struct{})
	undo := context.AfterFunc(ctx, func() {
		defer close(woken)
		sm.mu.Lock()
		defer sm.mu.Unlock()
		c.ended = true
		c.change.Signal()
	})
	defer func() {
		if !undo() {
			<-woken // it has begun: let it end
		}
	}()

	sm.mu.Lock()
	defer sm.mu.Unlock()
	if sm.closing {
		return ErrClosed
	}
	sm.queue = append(sm.queue, c)
	sm.work.Signal()
	for (c.state == queued || c.state == running) && !c.ended {
		c.change.Wait()
	}
	switch c.state {
	case done:
		return nil
	case refused:
		return ErrClosed
	case queued:
		if i := slices.Index(sm.queue, c); i >= 0 {
			sm.queue = slices.Delete(sm.queue, i, i+1)
		}
	}
	return ctx.Err()
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
	defer sm.mu.Unlock()
	sm.closing = true
	sm.work.Signal()
	for !sm.stopped {
		sm.stop.Wait()
	}
	m := sm.m
	sm.m = nil
	return m
}
