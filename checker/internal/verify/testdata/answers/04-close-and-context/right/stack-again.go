// right
// Commands are pushed on a lock-free stack that the owner takes whole and turns round; Close swaps a tombstone in, so all that was pushed before is carried out, and all that comes later is refused without waiting.
package main

import (
	"context"
	"errors"
	"sync/atomic"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

const (
	waiting int32 = iota
	taken
	left
)

type node struct {
	run   func(m map[string]any)
	state atomic.Int32
	done  chan struct{}
	next  *node
}

// tombstone is the head of every closed stack.
var tombstone = &node{}

// SharedMap is a stack of commands and the owner that works it off.
type SharedMap struct {
	head  atomic.Pointer[node]
	wake  chan struct{}
	rest  chan *node // the last commands, from Close
	ended chan struct{}
	m     map[string]any // the owner's until ended
}

// NewMap starts the owner.
func NewMap() *SharedMap {
	sm := &SharedMap{
		wake:  make(chan struct{}, 1),
		rest:  make(chan *node, 1),
		ended: make(chan struct{}),
		m:     map[string]any{},
	}
	go sm.own()
	return sm
}

func (sm *SharedMap) own() {
	defer close(sm.ended)
	for {
		select {
		case <-sm.wake:
			sm.carryOut(sm.pop())
		case last := <-sm.rest:
			sm.carryOut(last)
			return
		}
	}
}

// push reports false where the stack is closed.
func (sm *SharedMap) push(n *node) bool {
	for {
		head := sm.head.Load()
		if head == tombstone {
			return false
		}
		n.next = head
		if sm.head.CompareAndSwap(head, n) {
			return true
		}
	}
}

// pop takes all there is.
func (sm *SharedMap) pop() *node {
	for {
		head := sm.head.Load()
		if head == tombstone {
			return nil // Close has the rest
		}
		if sm.head.CompareAndSwap(head, nil) {
			return head
		}
	}
}

// carryOut carries out a list of commands, the oldest first.
func (sm *SharedMap) carryOut(n *node) {
	var oldest *node
	for n != nil {
		n, n.next, oldest = n.next, oldest, n
	}
	for n := oldest; n != nil; n = n.next {
		if n.state.CompareAndSwap(waiting, taken) {
			n.run(sm.m)
			close(n.done)
		}
	}
}

func (sm *SharedMap) do(ctx context.Context, run func(m map[string]any)) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	n := &node{run: run, done: make(chan struct{})}
	if !sm.push(n) {
		return ErrClosed
	}
	select {
	case sm.wake <- struct{}{}:
	default: // the owner will come anyway
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

// Close closes the stack. Who closes it gets the map.
func (sm *SharedMap) Close() map[string]any {
	last := sm.head.Swap(tombstone)
	if last == tombstone {
		<-sm.ended
		return nil
	}
	sm.rest <- last
	<-sm.ended
	return sm.m
}
