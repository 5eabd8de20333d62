// right
// Commands are pushed on a lock-free stack; the owner takes the whole stack at once and turns it round. Close pushes a tombstone: what lies under it is carried out, nothing can be pushed on top of it. That the push of the tombstone succeeds once makes one closer the winner.
package main

import (
	"context"
	"errors"
	"sync/atomic"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

type reply struct {
	value any
	found bool
	count int
}

type node struct {
	below *node
	tomb  bool
	do    func(m map[string]any) reply
	reply chan reply
}

// SharedMap is a map that one goroutine owns.
type SharedMap struct {
	top  atomic.Pointer[node]
	bell chan struct{} // rung after every push
	gone chan struct{}
	m    map[string]any // written by the owner before gone is closed
}

// NewMap starts the owner of an empty map.
func NewMap() *SharedMap {
	sm := &SharedMap{
		bell: make(chan struct{}, 1),
		gone: make(chan struct{}),
	}
	go sm.own()
	return sm
}

func (sm *SharedMap) own() {
	defer close(sm.gone)
	m := make(map[string]any)
	for range sm.bell {
		batch, last := sm.takeAll()
		for n := batch; n != nil; n = n.below {
			n.reply <- n.do(m)
		}
		if last {
			sm.m = m
			return
		}
	}
}

// takeAll empties the stack, oldest first; it leaves a tombstone where one was.
func (sm *SharedMap) takeAll() (oldest *node, last bool) {
	var n *node
	for {
		n = sm.top.Load()
		if n != nil && n.tomb {
			last = true
			n = n.below
			break
		}
		if sm.top.CompareAndSwap(n, nil) {
			break
		}
	}
	for n != nil {
		below := n.below
		n.below = oldest
		oldest = n
		n = below
	}
	return oldest, last
}

// push is false where a tombstone lies on top.
func (sm *SharedMap) push(n *node) bool {
	for {
		top := sm.top.Load()
		if top != nil && top.tomb {
			return false
		}
		n.below = top
		if sm.top.CompareAndSwap(top, n) {
			select {
			case sm.bell <- struct{}{}:
			default: // it has been rung already
			}
			return true
		}
	}
}

func (sm *SharedMap) run(ctx context.Context, do func(m map[string]any) reply) (reply, error) {
	if err := ctx.Err(); err != nil {
		return reply{}, err
	}
	n := &node{do: do, reply: make(chan reply, 1)}
	if !sm.push(n) {
		return reply{}, ErrClosed
	}
	select {
	case r := <-n.reply:
		return r, nil
	case <-ctx.Done():
		return reply{}, ctx.Err()
	}
}

// Set stores value under key.
func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	_, err := sm.run(ctx, func(m map[string]any) reply {
		m[key] = value
		return reply{}
	})
	return err
}

// Get returns what is stored under key, and whether there is anything.
func (sm *SharedMap) Get(ctx context.Context, key string) (value any, found bool, err error) {
	r, err := sm.run(ctx, func(m map[string]any) (r reply) {
		r.value, r.found = m[key]
		return r
	})
	return r.value, r.found, err
}

// Remove deletes key.
func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	_, err := sm.run(ctx, func(m map[string]any) reply {
		delete(m, key)
		return reply{}
	})
	return err
}

// Count returns how many keys there are.
func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	r, err := sm.run(ctx, func(m map[string]any) reply { return reply{count: len(m)} })
	return r.count, err
}

// Update stores what f returns for the old value, in one step, and returns it.
func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	r, err := sm.run(ctx, func(m map[string]any) (r reply) {
		old, found := m[key]
		r.value = f(old, found)
		m[key] = r.value
		return r
	})
	return r.value, err
}

// Close pushes the tombstone and waits for the owner.
func (sm *SharedMap) Close() map[string]any {
	first := sm.push(&node{tomb: true})
	<-sm.gone
	if first {
		return sm.m
	}
	return nil
}
