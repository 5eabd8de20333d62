// wrong: readers
// A Move onto a key that `to` has already only swaps the value inside that key's cell, and locks `to` for reading only, so it does not wait for the views inside `to`: breaks "a writer waits for them" (no writer beside a view); a Move of a new key does wait.
package main

import (
	"sync"
	"sync/atomic"
)

// cell holds one key's value.
type cell struct{ value atomic.Pointer[any] }

func (c *cell) load() any       { return *c.value.Load() }
func (c *cell) store(value any) { c.value.Store(&value) }

// MutexMap is a map that many goroutines use at once.
type MutexMap struct {
	id uint64
	mu sync.RWMutex
	m  map[string]*cell
}

var lastID atomic.Uint64

// NewMutexMap returns an empty map.
func NewMutexMap() *MutexMap {
	return &MutexMap{id: lastID.Add(1), m: make(map[string]*cell)}
}

// get and put are for those who hold the lock.
func (m *MutexMap) get(key string) (any, bool) {
	if c, found := m.m[key]; found {
		return c.load(), true
	}
	return nil, false
}

func (m *MutexMap) put(key string, value any) {
	c, found := m.m[key]
	if !found {
		c = new(cell)
		m.m[key] = c
	}
	c.store(value)
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
	return m.get(key)
}

// Remove deletes key.
func (m *MutexMap) Remove(key string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.m, key)
}

// Count returns the number of keys.
func (m *MutexMap) Count() int {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return len(m.m)
}

// Update replaces the value under key by what f makes of it, in one step.
func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.put(key, f(m.get(key)))
}

// View shows f the value under key.
func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	f(m.get(key))
}

// Range calls f for each key, until f returns false.
func (m *MutexMap) Range(f func(key string, value any) bool) {
	m.mu.RLock()
	now := make(map[string]any, len(m.m))
	for key, c := range m.m {
		now[key] = c.load()
	}
	m.mu.RUnlock()
	for key, value := range now {
		if !f(key, value) {
			return
		}
	}
}

// lockBoth locks from and to by their ids, for Move.
func lockBoth(from, to *MutexMap, target sync.Locker) (unlock func()) {
	first, second := sync.Locker(&from.mu), target
	if to.id < from.id {
		first, second = second, first
	}
	first.Lock()
	second.Lock()
	return func() {
		second.Unlock()
		first.Unlock()
	}
}

// Move takes key out of from and puts it, with its value, into to. Where to has
// the key, its map keeps its shape: only the cell gets another value.
func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, found := from.Get(key)
		return found
	}
	if decided, found := moveOnto(from, to, key); decided {
		return found
	}
	defer lockBoth(from, to, &to.mu)()
	value, found := from.get(key)
	if found {
		delete(from.m, key)
		to.put(key, value)
	}
	return found
}

// moveOnto moves key where to has a cell for it.
func moveOnto(from, to *MutexMap, key string) (decided, found bool) {
	defer lockBoth(from, to, to.mu.RLocker())() // bug
	value, found := from.get(key)
	if !found {
		return true, false
	}
	c, there := to.m[key]
	if !there {
		return false, false
	}
	delete(from.m, key)
	c.store(value) // bug
	return true, true
}
