// right
// The keys live in an immutable treap behind an atomic pointer: Get, Count and Range take no lock at all, writers build a new path, and a gate of RWMutex keeps them away from views.
package main

import (
	"hash/maphash"
	"sync"
	"sync/atomic"
)

// node is never changed once it is published.
type node struct {
	key         string
	value       any
	weight      uint64
	size        int
	left, right *node
}

func (n *node) count() int {
	if n == nil {
		return 0
	}
	return n.size
}

func (n *node) with(left, right *node) *node {
	c := *n
	c.left, c.right = left, right
	c.size = left.count() + 1 + right.count()
	return &c
}

// split gives what is smaller than key, key's own node, and what is greater.
func split(n *node, key string) (less, same, more *node) {
	switch {
	case n == nil:
		return nil, nil, nil
	case n.key == key:
		return n.left, n, n.right
	case key < n.key:
		less, same, more = split(n.left, key)
		return less, same, n.with(more, n.right)
	default:
		less, same, more = split(n.right, key)
		return n.with(n.left, less), same, more
	}
}

func join(less, more *node) *node {
	switch {
	case less == nil:
		return more
	case more == nil:
		return less
	case less.weight > more.weight:
		return less.with(less.left, join(less.right, more))
	default:
		return more.with(join(less, more.left), more.right)
	}
}

func (n *node) walk(f func(key string, value any) bool) bool {
	return n == nil || n.left.walk(f) && f(n.key, n.value) && n.right.walk(f)
}

// MutexMap is the newest tree, and the gate to making a newer one.
type MutexMap struct {
	gate sync.RWMutex
	root atomic.Pointer[node]
}

var seed = maphash.MakeSeed()

// NewMutexMap returns an empty map.
func NewMutexMap() *MutexMap { return new(MutexMap) }

// put is called with the gate locked.
func (m *MutexMap) put(key string, value any) {
	less, _, more := split(m.root.Load(), key)
	n := &node{key: key, value: value, weight: maphash.String(seed, key), size: 1}
	m.root.Store(join(join(less, n), more))
}

func (m *MutexMap) take(key string) (any, bool) {
	m.gate.Lock()
	defer m.gate.Unlock()
	less, same, more := split(m.root.Load(), key)
	if same == nil {
		return nil, false
	}
	m.root.Store(join(less, more))
	return same.value, true
}

func (m *MutexMap) Set(key string, value any) {
	m.gate.Lock()
	defer m.gate.Unlock()
	m.put(key, value)
}

func (m *MutexMap) Get(key string) (any, bool) {
	for n := m.root.Load(); n != nil; {
		switch {
		case key < n.key:
			n = n.left
		case key > n.key:
			n = n.right
		default:
			return n.value, true
		}
	}
	return nil, false
}

func (m *MutexMap) Remove(key string) { m.take(key) }

func (m *MutexMap) Count() int { return m.root.Load().count() }

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.gate.Lock()
	defer m.gate.Unlock()
	m.put(key, f(m.Get(key)))
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.gate.RLock()
	defer m.gate.RUnlock()
	f(m.Get(key))
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	m.root.Load().walk(f)
}

// Move passes one gate after the other.
func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, found := from.Get(key)
		return found
	}
	value, found := from.take(key)
	if found {
		to.Set(key, value)
	}
	return found
}
