// wrong: one-lock order
// Where the key is all that from has and to is empty, Move swaps the contents with their locks, and who already waits for one of these locks then works on the other map.

package main

import (
	"maps"
	"sync"
	"sync/atomic"
)

// content is a Go map and the lock that guards it.
type content struct {
	id uint64 // its place in the order in which Move locks two of them
	mu sync.RWMutex
	m  map[string]any
}

// MutexMap is a map that many goroutines use at once.
type MutexMap struct{ content atomic.Pointer[content] }

// lastID is the id of the newest map.
var lastID atomic.Uint64

// NewMutexMap returns an empty map.
func NewMutexMap() *MutexMap {
	m := new(MutexMap)
	m.content.Store(&content{id: lastID.Add(1), m: make(map[string]any)})
	return m
}

// Set stores value under key.
func (m *MutexMap) Set(key string, value any) {
	c := m.content.Load()
	c.mu.Lock()
	defer c.mu.Unlock()
	c.m[key] = value
}

// Get returns the value under key, and whether there is one.
func (m *MutexMap) Get(key string) (any, bool) {
	c := m.content.Load()
	c.mu.RLock()
	defer c.mu.RUnlock()
	value, found := c.m[key]
	return value, found
}

// Remove deletes key. A key that is not there is no error.
func (m *MutexMap) Remove(key string) {
	c := m.content.Load()
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.m, key)
}

// Count returns the number of keys.
func (m *MutexMap) Count() int {
	c := m.content.Load()
	c.mu.RLock()
	defer c.mu.RUnlock()
	return len(c.m)
}

// Update replaces the value under key by what f makes of it, in one step.
func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	c := m.content.Load()
	c.mu.Lock()
	defer c.mu.Unlock()
	old, found := c.m[key]
	c.m[key] = f(old, found)
}

// View shows f the value under key. Views run side by side, no writer beside them.
func (m *MutexMap) View(key string, f func(value any, found bool)) {
	c := m.content.Load()
	c.mu.RLock()
	defer c.mu.RUnlock()
	value, found := c.m[key]
	f(value, found)
}

// Range calls f for each key, until f returns false.
func (m *MutexMap) Range(f func(key string, value any) bool) {
	for key, value := range m.snapshot() {
		if !f(key, value) {
			return
		}
	}
}

// snapshot is the map as it is now, for the caller alone.
func (m *MutexMap) snapshot() map[string]any {
	c := m.content.Load()
	c.mu.RLock()
	defer c.mu.RUnlock()
	return maps.Clone(c.m)
}

// lockBoth locks two contents, the older one first.
func lockBoth(a, b *content) {
	if b.id < a.id {
		a, b = b, a
	}
	a.mu.Lock()
	b.mu.Lock()
}

// Move takes key out of from and puts it, with its value, into to.
func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, found := from.Get(key)
		return found
	}
	source, target := from.content.Load(), to.content.Load()
	lockBoth(source, target)
	defer source.mu.Unlock()
	defer target.mu.Unlock()
	value, found := source.m[key]
	if !found {
		return false
	}
	if len(source.m) == 1 && len(target.m) == 0 {
		from.content.Store(target)
		to.content.Store(source) // bug
		return true
	}
	delete(source.m, key)
	target.m[key] = value
	return true
}
