// right
// A skip list in the order of the keys: Range walks it by asking for the next key after the last, and a birth stamp keeps out what came later.

package main

import (
	"math/rand/v2"
	"sync"
	"sync/atomic"
)

const levels = 20

// node is one key. next has one node for each level that this one reaches.
type node struct {
	key   string
	value any
	birth uint64
	next  []*node
}

// MutexMap is a map that many goroutines use at once.
type MutexMap struct {
	id     uint64
	mu     sync.RWMutex
	head   node
	size   int
	births uint64
}

var ids atomic.Uint64

// NewMutexMap returns an empty map.
func NewMutexMap() *MutexMap {
	return &MutexMap{id: ids.Add(1), head: node{next: make([]*node, levels)}}
}

// before returns the last node before key, on each level.
func (m *MutexMap) before(key string) (path [levels]*node) {
	at := &m.head
	for level := levels - 1; level >= 0; level-- {
		for at.next[level] != nil && at.next[level].key < key {
			at = at.next[level]
		}
		path[level] = at
	}
	return path
}

func (m *MutexMap) find(key string) *node {
	if n := m.before(key)[0].next[0]; n != nil && n.key == key {
		return n
	}
	return nil
}

func (m *MutexMap) look(key string) (any, bool) {
	if n := m.find(key); n != nil {
		return n.value, true
	}
	return nil, false
}

func (m *MutexMap) put(key string, value any) {
	if n := m.find(key); n != nil {
		n.value = value
		return
	}
	height := 1
	for height < levels && rand.IntN(4) == 0 {
		height++
	}
	m.births++
	n := &node{key, value, m.births, make([]*node, height)}
	path := m.before(key)
	for level := range n.next {
		n.next[level], path[level].next[level] = path[level].next[level], n
	}
	m.size++
}

func (m *MutexMap) drop(key string) {
	n := m.find(key)
	if n == nil {
		return
	}
	path := m.before(key)
	for level := range n.next {
		path[level].next[level] = n.next[level]
	}
	m.size--
}

// Set stores value under key.
func (m *MutexMap) Set(key string, value any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.put(key, value)
}

// Get returns the value under key, and whether there is one.
func (m *MutexMap) Get(key string) (any, bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return m.look(key)
}

// Remove deletes key. A key that is not there is no error.
func (m *MutexMap) Remove(key string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.drop(key)
}

// Count returns the number of keys.
func (m *MutexMap) Count() int {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return m.size
}

// Update replaces the value under key by what f makes of it, in one step.
func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.put(key, f(m.look(key)))
}

// View shows f the value under key.
func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	f(m.look(key))
}

// cursor is where a Range stands.
type cursor struct {
	begun  bool
	key    string
	newest uint64 // the last birth that it may see
}

// step moves c to the next key, and returns what is stored there.
func (m *MutexMap) step(c *cursor) (value any, ok bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	n := m.head.next[0]
	if c.begun {
		n = m.before(c.key)[0].next[0]
		if n != nil && n.key == c.key {
			n = n.next[0]
		}
	} else {
		c.begun, c.newest = true, m.births
	}
	for n != nil && n.birth > c.newest {
		n = n.next[0]
	}
	if n == nil {
		return nil, false
	}
	c.key = n.key
	return n.value, true
}

// Range calls f for each key, until f returns false.
func (m *MutexMap) Range(f func(key string, value any) bool) {
	var c cursor
	for value, ok := m.step(&c); ok; value, ok = m.step(&c) {
		if !f(c.key, value) {
			return
		}
	}
}

// Move takes key out of from and puts it, with its value, into to.
func Move(from, to *MutexMap, key string) bool {
	switch {
	case from == to:
		_, found := from.Get(key)
		return found
	case from.id < to.id:
		from.mu.Lock()
		to.mu.Lock()
	default:
		to.mu.Lock()
		from.mu.Lock()
	}
	defer from.mu.Unlock()
	defer to.mu.Unlock()
	value, found := from.look(key)
	if found {
		from.drop(key)
		to.put(key, value)
	}
	return found
}
