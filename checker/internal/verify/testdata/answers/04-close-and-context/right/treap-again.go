// right
// There is no map until Close makes one: the data is an immutable tree behind an atomic pointer, so Get and Count answer at once even while an Update is busy, and only writers send commands.
package main

import (
	"context"
	"errors"
	"hash/maphash"
	"sync/atomic"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

var seed = maphash.MakeSeed()

// tree is a treap that never changes: a change makes new nodes on the path.
type tree struct {
	key         string
	value       any
	rank        uint64
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
	n := *t
	n.left, n.right = left, right
	n.size = left.len() + right.len() + 1
	return &n
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

func (t *tree) set(key string, value any) *tree {
	if t == nil {
		return &tree{key: key, value: value, rank: maphash.String(seed, key), size: 1}
	}
	switch {
	case key < t.key:
		l := t.left.set(key, value)
		if l.rank > t.rank {
			return l.with(l.left, t.with(l.right, t.right))
		}
		return t.with(l, t.right)
	case key > t.key:
		r := t.right.set(key, value)
		if r.rank > t.rank {
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

func join(a, b *tree) *tree {
	switch {
	case a == nil:
		return b
	case b == nil:
		return a
	case a.rank > b.rank:
		return a.with(a.left, join(a.right, b))
	default:
		return b.with(join(a, b.left), b.right)
	}
}

func (t *tree) fill(m map[string]any) {
	for ; t != nil; t = t.right {
		m[t.key] = t.value
		t.left.fill(m)
	}
}

// change makes a new tree of an old one. done is closed when it is the tree.
type change struct {
	make  func(*tree) *tree
	done  chan struct{}
	value any // of an update, to be read after done
}

// SharedMap is the newest tree, and a goroutine that alone replaces it.
type SharedMap struct {
	root    atomic.Pointer[tree]
	changes chan *change
	state   atomic.Int32 // 0 open, 1 closing
	quit    chan struct{}
	ended   chan struct{}
}

// NewMap starts the writer.
func NewMap() *SharedMap {
	sm := &SharedMap{
		changes: make(chan *change),
		quit:    make(chan struct{}),
		ended:   make(chan struct{}),
	}
	go sm.write()
	return sm
}

func (sm *SharedMap) write() {
	defer close(sm.ended)
	for {
		select {
		case c := <-sm.changes:
			sm.root.Store(c.make(sm.root.Load()))
			close(c.done)
		case <-sm.quit:
			return
		}
	}
}

func (sm *SharedMap) enter(ctx context.Context) error {
	if sm.state.Load() != 0 {
		return ErrClosed
	}
	return ctx.Err()
}

func (sm *SharedMap) apply(ctx context.Context, c *change) error {
	if err := sm.enter(ctx); err != nil {
		return err
	}
	c.done = make(chan struct{})
	select {
	case sm.changes <- c:
	case <-sm.quit:
		return ErrClosed
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case <-c.done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Set stores value under key.
func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	return sm.apply(ctx, &change{make: func(t *tree) *tree { return t.set(key, value) }})
}

// Get returns what is stored under key, and whether there is anything.
func (sm *SharedMap) Get(ctx context.Context, key string) (value any, found bool, err error) {
	if err := sm.enter(ctx); err != nil {
		return nil, false, err
	}
	value, found = sm.root.Load().get(key)
	return value, found, nil
}

// Remove deletes key.
func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	return sm.apply(ctx, &change{make: func(t *tree) *tree { return t.without(key) }})
}

// Count returns how many keys there are.
func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	if err := sm.enter(ctx); err != nil {
		return 0, err
	}
	return sm.root.Load().len(), nil
}

// Update stores what f returns for the old value, in one step, and returns it.
func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	c := &change{}
	c.make = func(t *tree) *tree {
		c.value = f(t.get(key))
		return t.set(key, c.value)
	}
	if err := sm.apply(ctx, c); err != nil {
		return nil, err
	}
	return c.value, nil
}

// Close ends the writer and makes the map.
func (sm *SharedMap) Close() map[string]any {
	if !sm.state.CompareAndSwap(0, 1) {
		<-sm.ended
		return nil
	}
	close(sm.quit)
	<-sm.ended
	t := sm.root.Load()
	m := make(map[string]any, t.len())
	t.fill(m)
	return m
}
