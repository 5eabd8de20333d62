// right
// Commands go to the owner over a lock-free stack of nodes instead of a channel; Close pushes an end node on which nothing can be pushed, and whoever pushed it gets the map.
package main

import (
	"context"
	"errors"
	"sync/atomic"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

const (
	waiting = iota
	taken
	left
)

type node struct {
	below *node // only the pusher touches it before the push, only the owner after it
	end   bool  // Close pushed it: nothing comes on top
	run   func(m map[string]any)
	state atomic.Int32
	done  chan struct{}
}

// SharedMap is a map that one goroutine owns.
type SharedMap struct {
	top     atomic.Pointer[node]
	wake    chan struct{} // room for one
	stopped chan struct{}
	last    map[string]any // written by the owner before stopped is closed
}

// NewMap starts the owner of an empty map.
func NewMap() *SharedMap {
	sm := &SharedMap{
		wake:    make(chan struct{}, 1),
		stopped: make(chan struct{}),
	}
	go sm.own()
	return sm
}

// push reports false where the end node lies on top.
func (sm *SharedMap) push(n *node) bool {
	for {
		top := sm.top.Load()
		if top != nil && top.end {
			return false
		}
		n.below = top
		if sm.top.CompareAndSwap(top, n) {
			select {
			case sm.wake <- struct{}{}:
			default:
			}
			return true
		}
	}
}

// takeAll empties the stack, but leaves an end node where it is.
func (sm *SharedMap) takeAll() *node {
	for {
		top := sm.top.Load()
		if top == nil || top.end || sm.top.CompareAndSwap(top, nil) {
			return top
		}
	}
}

func (sm *SharedMap) own() {
	m := make(map[string]any)
	for range sm.wake {
		n := sm.takeAll()
		end := n != nil && n.end
		if end {
			n = n.below
		}
		var oldest *node
		for n != nil {
			n, n.below, oldest = n.below, oldest, n
		}
		for n := oldest; n != nil; n = n.below {
			if n.state.CompareAndSwap(waiting, taken) {
				n.run(m)
				close(n.done)
			}
		}
		if end {
			sm.last = m
			close(sm.stopped)
			return
		}
	}
}

// do has run carried out by the owner. Where it returns an error, what run
// writes must not be read.
func (sm *SharedMap) do(ctx context.Context, run func(m map[string]any)) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	n := &node{run: run, done: make(chan struct{})}
	if !sm.push(n) {
		return ErrClosed
	}
	select {
	case <-n.done:
		return nil
	case <-ctx.Done():
		n.state.CompareAndSwap(waiting, left)
		return ctx.Err()
	}
}

// Set stores value under key.
func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	return sm.do(ctx, func(m map[string]any) { m[key] = value })
}

// Get returns what is stored under key, and whether there is anything.
func (sm *SharedMap) Get(ctx context.Context, key string) (any, bool, error) {
	var value any
	var found bool
	if err := sm.do(ctx, func(m map[string]any) { value, found = m[key] }); err != nil {
		return nil, false, err
	}
	return value, found, nil
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

// Update stores what f returns for the old value, and returns it.
func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	var value any
	err := sm.do(ctx, func(m map[string]any) {
		old, found := m[key]
		v := f(old, found)
		m[key] = v
		value = v
	})
	if err != nil {
		return nil, err
	}
	return value, nil
}

// Close seals the stack. What lies on it is still carried out.
func (sm *SharedMap) Close() map[string]any {
	first := sm.push(&node{end: true})
	<-sm.stopped
	if !first {
		return nil
	}
	return sm.last
}
