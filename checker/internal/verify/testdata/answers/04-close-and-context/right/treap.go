// right
// The owner keeps an immutable search tree and publishes each new root, so that Get, Count and a Remove of a key that is not there never wait, not even while an Update's callback keeps the map busy.
package main

import (
	"context"
	"errors"
	"hash/maphash"
	"sync"
	"sync/atomic"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

var seed = maphash.MakeSeed()

// tree is never changed once it is published.
type tree struct {
	key         string
	value       any
	heat        uint64 // never less than that of the children
	size        int
	left, right *tree
}

func (t *tree) len() int {
	if t == nil {
		return 0
	}
	return t.size
}

func (t *tree) with(left, right *tree) *tree {
	return &tree{key: t.key, value: t.value, heat: t.heat, size: left.len() + right.len() + 1, left: left, right: right}
}

func (t *tree) get(key string) (any, bool) {
	for t != nil {
		switch {
		case key < t.key:
			t = t.left
		case key > t.key:
			t = t.right
		default:
			return t.value, true
		}
	}
	return nil, false
}

func (t *tree) put(key string, value any) *tree {
	if t == nil {
		return &tree{key: key, value: value, heat: maphash.String(seed, key), size: 1}
	}
	switch {
	case key < t.key:
		l := t.left.put(key, value)
		if l.heat > t.heat {
			return l.with(l.left, t.with(l.right, t.right))
		}
		return t.with(l, t.right)
	case key > t.key:
		r := t.right.put(key, value)
		if r.heat > t.heat {
			return r.with(t.with(t.left, r.left), r.right)
		}
		return t.with(t.left, r)
	default:
		n := t.with(t.left, t.right)
		n.value = value
		return n
	}
}

func (t *tree) without(key string) *tree {
	switch {
	case t == nil:
		return nil
	case key < t.key:
		return t.with(t.left.without(key), t.right)
	case key > t.key:
		return t.with(t.left, t.right.without(key))
	default:
		return join(t.left, t.right)
	}
}

// join makes one tree of two, all keys of l being less than those of r.
func join(l, r *tree) *tree {
	switch {
	case l == nil:
		return r
	case r == nil:
		return l
	case l.heat > r.heat:
		return l.with(l.left, join(l.right, r))
	default:
		return r.with(join(l, r.left), r.right)
	}
}

func (t *tree) fill(m map[string]any) {
	for ; t != nil; t = t.right {
		t.left.fill(m)
		m[t.key] = t.value
	}
}

type change struct {
	make  func(t *tree) (*tree, any)
	value chan any
}

// SharedMap is a tree that one goroutine changes and all read.
type SharedMap struct {
	root    atomic.Pointer[tree]
	changes chan change
	closed  chan struct{}
	last    chan map[string]any
	once    sync.Once
}

// NewMap starts the owner of an empty map.
func NewMap() *SharedMap {
	sm := &SharedMap{
		changes: make(chan change),
		closed:  make(chan struct{}),
		last:    make(chan map[string]any),
	}
	go sm.own()
	return sm
}

func (sm *SharedMap) own() {
	for {
		select {
		case c := <-sm.changes:
			next, value := c.make(sm.root.Load())
			sm.root.Store(next)
			c.value <- value
		case <-sm.closed:
			m := make(map[string]any)
			sm.root.Load().fill(m)
			sm.last <- m
			return
		}
	}
}

// ready tells whether a call may begin.
func (sm *SharedMap) ready(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case <-sm.closed:
		return ErrClosed
	default:
		return nil
	}
}

func (sm *SharedMap) change(ctx context.Context, f func(t *tree) (*tree, any)) (any, error) {
	if err := sm.ready(ctx); err != nil {
		return nil, err
	}
	c := change{make: f, value: make(chan any, 1)}
	select {
	case sm.changes <- c:
	case <-sm.closed:
		return nil, ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	select {
	case v := <-c.value:
		return v, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Set stores value under key.
func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	_, err := sm.change(ctx, func(t *tree) (*tree, any) { return t.put(key, value), nil })
	return err
}

// Get returns what is stored under key, and whether there is anything.
func (sm *SharedMap) Get(ctx context.Context, key string) (value any, found bool, err error) {
	if err := sm.ready(ctx); err != nil {
		return nil, false, err
	}
	value, found = sm.root.Load().get(key)
	return value, found, nil
}

// Remove deletes key. It waits only where there is something to delete.
func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	if err := sm.ready(ctx); err != nil {
		return err
	}
	if _, found := sm.root.Load().get(key); !found {
		return nil
	}
	_, err := sm.change(ctx, func(t *tree) (*tree, any) { return t.without(key), nil })
	return err
}

// Count returns how many keys there are.
func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	if err := sm.ready(ctx); err != nil {
		return 0, err
	}
	return sm.root.Load().len(), nil
}

// Update stores what f returns for the old value, and returns it.
func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	return sm.change(ctx, func(t *tree) (*tree, any) {
		v := f(t.get(key))
		return t.put(key, v), v
	})
}

// Close ends the owner and makes a map of the last tree.
func (sm *SharedMap) Close() map[string]any {
	var m map[string]any
	sm.once.Do(func() {
		close(sm.closed)
		m = <-sm.last
	})
	return m
}
