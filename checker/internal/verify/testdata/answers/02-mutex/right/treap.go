// right
// A persistent treap behind an atomic pointer: Get, Count and Range never lock, writers publish a new root behind a gate that views hold open, and Move orders the gates by the maps' printed addresses.
package main

import (
	"fmt"
	"hash/maphash"
	"sync"
	"sync/atomic"
)

var seed = maphash.MakeSeed()

// node is a tree node that nobody changes once it is published.
type node struct {
	key         string
	value       any
	prio        uint64
	size        int
	left, right *node
}

func (n *node) len() int {
	if n == nil {
		return 0
	}
	return n.size
}

func (n *node) find(key string) (any, bool) {
	for n != nil {
		switch {
		case key == n.key:
			return n.value, true
		case key < n.key:
			n = n.left
		default:
			n = n.right
		}
	}
	return nil, false
}

// with returns a copy of n that has the given children.
func (n *node) with(left, right *node) *node {
	c := *n
	c.left, c.right = left, right
	c.size = left.len() + 1 + right.len()
	return &c
}

func (n *node) set(key string, value any) *node {
	switch {
	case n == nil:
		return &node{key: key, value: value, prio: maphash.String(seed, key), size: 1}
	case key == n.key:
		c := *n
		c.value = value
		return &c
	case key < n.key:
		left := n.left.set(key, value)
		if left.prio > n.prio {
			return left.with(left.left, n.with(left.right, n.right))
		}
		return n.with(left, n.right)
	default:
		right := n.right.set(key, value)
		if right.prio > n.prio {
			return right.with(n.with(n.left, right.left), right.right)
		}
		return n.with(n.left, right)
	}
}

func (n *node) remove(key string) *node {
	switch {
	case n == nil:
		return nil
	case key == n.key:
		return join(n.left, n.right)
	case key < n.key:
		return n.with(n.left.remove(key), n.right)
	default:
		return n.with(n.left, n.right.remove(key))
	}
}

func join(a, b *node) *node {
	switch {
	case a == nil:
		return b
	case b == nil:
		return a
	case a.prio > b.prio:
		return a.with(a.left, join(a.right, b))
	default:
		return b.with(join(a, b.left), b.right)
	}
}

func (n *node) walk(f func(string, any) bool) bool {
	return n == nil || n.left.walk(f) && f(n.key, n.value) && n.right.walk(f)
}

// MutexMap is a tree that is replaced, never changed.
type MutexMap struct {
	gate sync.RWMutex // views hold it to read, writers to write
	root atomic.Pointer[node]
}

func NewMutexMap() *MutexMap { return new(MutexMap) }

func (m *MutexMap) Set(key string, value any) {
	m.gate.Lock()
	defer m.gate.Unlock()
	m.root.Store(m.root.Load().set(key, value))
}

func (m *MutexMap) Get(key string) (any, bool) { return m.root.Load().find(key) }

func (m *MutexMap) Remove(key string) {
	m.gate.Lock()
	defer m.gate.Unlock()
	m.root.Store(m.root.Load().remove(key))
}

func (m *MutexMap) Count() int { return m.root.Load().len() }

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.gate.Lock()
	defer m.gate.Unlock()
	root := m.root.Load()
	m.root.Store(root.set(key, f(root.find(key))))
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.gate.RLock()
	defer m.gate.RUnlock()
	f(m.Get(key))
}

func (m *MutexMap) Range(f func(key string, value any) bool) { m.root.Load().walk(f) }

func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, found := from.Get(key)
		return found
	}
	first, second := from, to
	if fmt.Sprintf("%p", second) < fmt.Sprintf("%p", first) { // any total order will do, this one too
		first, second = second, first
	}
	first.gate.Lock()
	defer first.gate.Unlock()
	second.gate.Lock()
	defer second.gate.Unlock()
	value, found := from.Get(key)
	if found {
		from.root.Store(from.root.Load().remove(key))
		to.root.Store(to.root.Load().set(key, value))
	}
	return found
}
