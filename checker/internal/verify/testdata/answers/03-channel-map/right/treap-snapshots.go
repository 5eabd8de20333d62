// right
// The owner changes nothing in place: it keeps a persistent treap and gives its newest root to readers, who search and count in it by themselves.

package main

import "hash/maphash"

var treapSeed = maphash.MakeSeed()

// SharedMap reaches the owner of the root.
type SharedMap struct {
	roots   chan *treap              // the owner offers the newest one
	changes chan func(*treap) *treap // the owner puts the new root in the place of the old
}

// treap is a tree that is never changed once it has been built.
type treap struct {
	key         string
	value       any
	weight      uint64
	size        int
	left, right *treap
}

// NewMap returns an empty map, ready for use.
func NewMap() SharedMap {
	sm := SharedMap{
		roots:   make(chan *treap),
		changes: make(chan func(*treap) *treap),
	}
	go sm.Run()
	return sm
}

// Run owns the root.
func (sm SharedMap) Run() {
	var root *treap
	for {
		select {
		case sm.roots <- root:
		case change := <-sm.changes:
			root = change(root)
		}
	}
}

func (t *treap) count() int {
	if t == nil {
		return 0
	}
	return t.size
}

func (t *treap) find(key string) (any, bool) {
	for t != nil && t.key != key {
		if key < t.key {
			t = t.left
		} else {
			t = t.right
		}
	}
	if t == nil {
		return nil, false
	}
	return t.value, true
}

// with returns a copy of t that has other children.
func (t *treap) with(left, right *treap) *treap {
	return &treap{t.key, t.value, t.weight, left.count() + 1 + right.count(), left, right}
}

// split returns what is less than key and what is greater; key itself is left out.
func (t *treap) split(key string) (less, greater *treap) {
	switch {
	case t == nil:
		return nil, nil
	case key == t.key:
		return t.left, t.right
	case key < t.key:
		less, greater = t.left.split(key)
		return less, t.with(greater, t.right)
	default:
		less, greater = t.right.split(key)
		return t.with(t.left, less), greater
	}
}

// join puts two trees together; all keys of a are less than those of b.
func join(a, b *treap) *treap {
	switch {
	case a == nil:
		return b
	case b == nil:
		return a
	case a.weight > b.weight:
		return a.with(a.left, join(a.right, b))
	default:
		return b.with(join(a, b.left), b.right)
	}
}

func (t *treap) put(key string, value any) *treap {
	less, greater := t.split(key)
	leaf := &treap{key: key, value: value, weight: maphash.String(treapSeed, key), size: 1}
	return join(join(less, leaf), greater)
}

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) {
	sm.changes <- func(t *treap) *treap { return t.put(key, value) }
}

// Get returns what is stored under key, and whether anything is.
func (sm SharedMap) Get(key string) (any, bool) {
	return (<-sm.roots).find(key)
}

// Remove takes key out of the map.
func (sm SharedMap) Remove(key string) {
	sm.changes <- func(t *treap) *treap { return join(t.split(key)) }
}

// Count returns how many keys the map has.
func (sm SharedMap) Count() int {
	return (<-sm.roots).count()
}

// Update stores what f makes of the old value, and returns it.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	made := make(chan any, 1)
	sm.changes <- func(t *treap) *treap {
		value := f(t.find(key))
		made <- value
		return t.put(key, value)
	}
	return <-made
}
