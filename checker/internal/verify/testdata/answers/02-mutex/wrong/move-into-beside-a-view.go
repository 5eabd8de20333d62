// wrong: readers
// Contract: "a writer waits for them [the views]", "no writer beside them". The trees never change, so Move swaps in the new tree of `to` by compare-and-swap and does not wait for the views of `to`.
package main

import (
	"hash/maphash"
	"iter"
	"sync"
	"sync/atomic"
)

var treapSeed = maphash.MakeSeed()

type treap struct {
	key         string
	value       any
	weight      uint64
	size        int
	left, right *treap
}

func (t *treap) len() int {
	if t == nil {
		return 0
	}
	return t.size
}

func (t *treap) with(left, right *treap) *treap {
	n := *t
	n.left, n.right = left, right
	n.size = left.len() + 1 + right.len()
	return &n
}

// split cuts t into what is below key, the node of key, and what is above.
func (t *treap) split(key string) (below, at, above *treap) {
	switch {
	case t == nil:
		return nil, nil, nil
	case key < t.key:
		below, at, above = t.left.split(key)
		return below, at, t.with(above, t.right)
	case key > t.key:
		below, at, above = t.right.split(key)
		return t.with(t.left, below), at, above
	}
	return t.left, t, t.right
}

func merge(a, b *treap) *treap {
	switch {
	case a == nil:
		return b
	case b == nil:
		return a
	case a.weight > b.weight:
		return a.with(a.left, merge(a.right, b))
	default:
		return b.with(merge(a, b.left), b.right)
	}
}

func (t *treap) get(key string) (any, bool) {
	for t != nil {
		if key == t.key {
			return t.value, true
		}
		if t = map[bool]*treap{true: t.left, false: t.right}[key < t.key]; t == nil {
			break
		}
	}
	return nil, false
}

func (t *treap) put(key string, value any) *treap {
	below, _, above := t.split(key)
	n := &treap{key: key, value: value, weight: maphash.String(treapSeed, key), size: 1}
	return merge(merge(below, n), above)
}

func (t *treap) drop(key string) *treap {
	below, _, above := t.split(key)
	return merge(below, above)
}

func (t *treap) all() iter.Seq2[string, any] {
	var walk func(*treap, func(string, any) bool) bool
	walk = func(t *treap, yield func(string, any) bool) bool {
		return t == nil || walk(t.left, yield) && yield(t.key, t.value) && walk(t.right, yield)
	}
	return func(yield func(string, any) bool) { walk(t, yield) }
}

type MutexMap struct {
	turn uint64
	gate sync.RWMutex
	root atomic.Pointer[treap]
}

var turns atomic.Uint64

func NewMutexMap() *MutexMap { return &MutexMap{turn: turns.Add(1)} }

func (m *MutexMap) Set(key string, value any) {
	m.Update(key, func(any, bool) any { return value })
}

func (m *MutexMap) Get(key string) (any, bool) { return m.root.Load().get(key) }

func (m *MutexMap) Remove(key string) {
	m.gate.Lock()
	m.root.Store(m.root.Load().drop(key))
	m.gate.Unlock()
}

func (m *MutexMap) Count() int { return m.root.Load().len() }

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.gate.Lock()
	defer m.gate.Unlock()
	t := m.root.Load()
	m.root.Store(t.put(key, f(t.get(key))))
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.gate.RLock()
	defer m.gate.RUnlock()
	f(m.Get(key))
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	for key, value := range m.root.Load().all() {
		if !f(key, value) {
			return
		}
	}
}

func Move(from, to *MutexMap, key string) (moved bool) {
	if from == to {
		_, moved = from.Get(key)
		return
	}
	// from is written under its gate; of to only the root is swapped
	lockFrom := func() { from.gate.Lock() }
	lockTo := func() { to.gate.RLock() } // bug
	if from.turn < to.turn {
		lockFrom()
		lockTo()
	} else {
		lockTo()
		lockFrom()
	}
	defer from.gate.Unlock()
	defer to.gate.RUnlock()

	value, moved := from.Get(key)
	if moved {
		from.root.Store(from.root.Load().drop(key))
		for t := to.root.Load(); !to.root.CompareAndSwap(t, t.put(key, value)); t = to.root.Load() {
		}
	}
	return moved
}
