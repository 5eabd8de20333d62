// right
// The content is an immutable treap behind an atomic pointer: Get, Count and Range read a snapshot without a lock, writers and views share a RWMutex.
package main

import (
	"hash/maphash"
	"sync"
	"sync/atomic"
)

var (
	treapSeed   = maphash.MakeSeed()
	treapSerial atomic.Uint64
)

// treapNode is never changed after it was made.
type treapNode struct {
	key         string
	value       any
	prio        uint64
	size        int
	left, right *treapNode
}

func (n *treapNode) count() int {
	if n == nil {
		return 0
	}
	return n.size
}

func (n *treapNode) with(left, right *treapNode) *treapNode {
	return &treapNode{key: n.key, value: n.value, prio: n.prio, size: left.count() + 1 + right.count(), left: left, right: right}
}

func (n *treapNode) find(key string) (any, bool) {
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

// split leaves out the key itself.
func (n *treapNode) split(key string) (less, more *treapNode) {
	switch {
	case n == nil:
		return nil, nil
	case key < n.key:
		less, more = n.left.split(key)
		return less, n.with(more, n.right)
	case key > n.key:
		less, more = n.right.split(key)
		return n.with(n.left, less), more
	default:
		return n.left, n.right
	}
}

func treapJoin(a, b *treapNode) *treapNode {
	switch {
	case a == nil:
		return b
	case b == nil:
		return a
	case a.prio > b.prio:
		return a.with(a.left, treapJoin(a.right, b))
	default:
		return b.with(treapJoin(a, b.left), b.right)
	}
}

func (n *treapNode) put(key string, value any) *treapNode {
	less, more := n.split(key)
	one := &treapNode{key: key, value: value, prio: maphash.String(treapSeed, key), size: 1}
	return treapJoin(treapJoin(less, one), more)
}

func (n *treapNode) drop(key string) *treapNode {
	if _, found := n.find(key); !found {
		return n
	}
	return treapJoin(n.split(key))
}

func (n *treapNode) walk(f func(string, any) bool) bool {
	return n == nil || n.left.walk(f) && f(n.key, n.value) && n.right.walk(f)
}

type MutexMap struct {
	id   uint64
	mu   sync.RWMutex // writers alone, views together
	root atomic.Pointer[treapNode]
}

func NewMutexMap() *MutexMap {
	return &MutexMap{id: treapSerial.Add(1)}
}

func (m *MutexMap) Set(key string, value any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.root.Store(m.root.Load().put(key, value))
}

func (m *MutexMap) Get(key string) (any, bool) { return m.root.Load().find(key) }

func (m *MutexMap) Remove(key string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.root.Store(m.root.Load().drop(key))
}

func (m *MutexMap) Count() int { return m.root.Load().count() }

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	root := m.root.Load()
	m.root.Store(root.put(key, f(root.find(key))))
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	f(m.root.Load().find(key))
}

func (m *MutexMap) Range(f func(key string, value any) bool) { m.root.Load().walk(f) }

func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, found := from.Get(key)
		return found
	}
	pair := [2]*MutexMap{from, to}
	if to.id < from.id {
		pair = [2]*MutexMap{to, from}
	}
	for _, m := range pair {
		m.mu.Lock()
		defer m.mu.Unlock()
	}
	value, found := from.root.Load().find(key)
	if found {
		to.root.Store(to.root.Load().put(key, value))
		from.root.Store(from.root.Load().drop(key))
	}
	return found
}
