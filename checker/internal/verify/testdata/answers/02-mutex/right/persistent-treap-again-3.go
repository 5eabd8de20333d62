// right
// The contents are an immutable treap behind an atomic pointer: Get, Count and Range take no lock at all, only views and writers do.
package main

import (
	"hash/maphash"
	"sync"
	"sync/atomic"
)

// node is an immutable treap: sorted by key, a heap by rank.
type node struct {
	key         string
	value       any
	rank        uint64
	size        int
	left, right *node
}

var seed = maphash.MakeSeed()

func (n *node) count() int {
	if n == nil {
		return 0
	}
	return n.size
}

// with is a copy of n that has other children.
func (n *node) with(left, right *node) *node {
	return &node{n.key, n.value, n.rank, 1 + left.count() + right.count(), left, right}
}

func (n *node) lookup(key string) (any, bool) {
	for n != nil {
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

// split parts n into what is below key and what is above; key itself is in neither.
func (n *node) split(key string) (below, above *node) {
	switch {
	case n == nil:
		return nil, nil
	case key < n.key:
		below, above = n.left.split(key)
		return below, n.with(above, n.right)
	case key > n.key:
		below, above = n.right.split(key)
		return n.with(n.left, below), above
	default:
		return n.left, n.right
	}
}

// join puts two treaps together; all of a is below all of b.
func join(a, b *node) *node {
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

func (n *node) put(key string, value any) *node {
	below, above := n.split(key)
	return join(join(below, &node{key: key, value: value, rank: maphash.String(seed, key), size: 1}), above)
}

func (n *node) drop(key string) *node {
	return join(n.split(key))
}

// each tells whether f returned true for all of n, in the order of the keys.
func (n *node) each(f func(key string, value any) bool) bool {
	return n == nil || n.left.each(f) && f(n.key, n.value) && n.right.each(f)
}

// MutexMap is a map that many goroutines use at once.
type MutexMap struct {
	id   uint64
	mu   sync.RWMutex // views share it, writers have it alone
	root atomic.Pointer[node]
}

var ids atomic.Uint64

// NewMutexMap returns an empty map.
func NewMutexMap() *MutexMap { return &MutexMap{id: ids.Add(1)} }

// Set stores value under key.
func (m *MutexMap) Set(key string, value any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.root.Store(m.root.Load().put(key, value))
}

// Get returns the value under key, and whether there is one.
func (m *MutexMap) Get(key string) (any, bool) { return m.root.Load().lookup(key) }

// Remove deletes key.
func (m *MutexMap) Remove(key string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.root.Store(m.root.Load().drop(key))
}

// Count returns the number of keys.
func (m *MutexMap) Count() int { return m.root.Load().count() }

// Update replaces the value under key by what f makes of it, in one step.
func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	root := m.root.Load()
	m.root.Store(root.put(key, f(root.lookup(key))))
}

// View shows f the value under key.
func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	f(m.root.Load().lookup(key))
}

// Range calls f for each key, until f returns false.
func (m *MutexMap) Range(f func(key string, value any) bool) { m.root.Load().each(f) }

// Move takes key out of from and puts it, with its value, into to.
func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, found := from.Get(key)
		return found
	}
	first, second := from, to
	if to.id < from.id {
		first, second = to, from
	}
	first.mu.Lock()
	defer first.mu.Unlock()
	second.mu.Lock()
	defer second.mu.Unlock()
	value, found := from.root.Load().lookup(key)
	if !found {
		return false
	}
	to.root.Store(to.root.Load().put(key, value))
	from.root.Store(from.root.Load().drop(key))
	return true
}
