// right
// The content is an immutable tree that writers replace as a whole: Get, Count and Range read the root that is there, without a lock.

package main

import (
	"hash/maphash"
	"sync"
	"sync/atomic"
)

// tree is a treap that nobody changes: the nodes on a changed path are new ones.
type tree struct {
	key         string
	value       any
	rank        uint64 // the larger rank is nearer to the root
	size        int
	left, right *tree
}

var (
	seed    = maphash.MakeSeed()
	numbers atomic.Uint64
)

func (t *tree) count() int {
	if t == nil {
		return 0
	}
	return t.size
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

// with returns t with other children.
func (t *tree) with(left, right *tree) *tree {
	return &tree{t.key, t.value, t.rank, 1 + left.count() + right.count(), left, right}
}

// split parts the keys below key from those above it; key itself is dropped.
func split(t *tree, key string) (below, above *tree) {
	switch {
	case t == nil:
		return nil, nil
	case key < t.key:
		below, middle := split(t.left, key)
		return below, t.with(middle, t.right)
	case key > t.key:
		middle, above := split(t.right, key)
		return t.with(t.left, middle), above
	}
	return t.left, t.right
}

// join joins two trees; all keys of a are below all keys of b.
func join(a, b *tree) *tree {
	switch {
	case a == nil:
		return b
	case b == nil:
		return a
	case a.rank > b.rank:
		return a.with(a.left, join(a.right, b))
	}
	return b.with(join(a, b.left), b.right)
}

func (t *tree) set(key string, value any) *tree {
	below, above := split(t, key)
	one := &tree{key: key, value: value, rank: maphash.String(seed, key), size: 1}
	return join(join(below, one), above)
}

func (t *tree) remove(key string) *tree {
	return join(split(t, key))
}

func (t *tree) each(f func(key string, value any) bool) bool {
	return t == nil || t.left.each(f) && f(t.key, t.value) && t.right.each(f)
}

// MutexMap is a map that many goroutines use at once.
type MutexMap struct {
	number uint64
	mu     sync.RWMutex // held by writers, and by views to keep them out
	root   atomic.Pointer[tree]
}

// NewMutexMap returns an empty map.
func NewMutexMap() *MutexMap {
	return &MutexMap{number: numbers.Add(1)}
}

// Set stores value under key.
func (m *MutexMap) Set(key string, value any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.root.Store(m.root.Load().set(key, value))
}

// Get returns the value under key, and whether there is one.
func (m *MutexMap) Get(key string) (any, bool) { return m.root.Load().get(key) }

// Remove deletes key. A key that is not there is no error.
func (m *MutexMap) Remove(key string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.root.Store(m.root.Load().remove(key))
}

// Count returns the number of keys.
func (m *MutexMap) Count() int { return m.root.Load().count() }

// Update replaces the value under key by what f makes of it, in one step.
func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	root := m.root.Load()
	m.root.Store(root.set(key, f(root.get(key))))
}

// View shows f the value under key.
func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	f(m.root.Load().get(key))
}

// Range calls f for each key, until f returns false.
func (m *MutexMap) Range(f func(key string, value any) bool) { m.root.Load().each(f) }

// Move takes key out of from and puts it, with its value, into to.
func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, found := from.Get(key)
		return found
	}
	pair := [2]*MutexMap{from, to}
	if from.number > to.number {
		pair[0], pair[1] = to, from
	}
	for _, m := range pair {
		m.mu.Lock()
		defer m.mu.Unlock()
	}
	value, found := from.Get(key)
	if !found {
		return false
	}
	from.root.Store(from.root.Load().remove(key))
	to.root.Store(to.root.Load().set(key, value))
	return true
}
