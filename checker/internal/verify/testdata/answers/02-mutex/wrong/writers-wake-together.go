// wrong: readers
// explain: data-race shared-map
// A writer waits for the other writer first and for the views second, so two writers who wait for one view both go in when it leaves.

package main

import (
	"maps"
	"sync"
	"sync/atomic"
)

// MutexMap is a map that many goroutines use at once. Its readers-writer lock is
// made by hand: mu guards the two fields that say who is inside.
type MutexMap struct {
	id      uint64 // its place in the order in which Move locks two maps
	mu      sync.Mutex
	free    *sync.Cond // somebody has left
	readers int
	writing bool
	m       map[string]any
}

// lastID is the id of the newest map.
var lastID atomic.Uint64

// NewMutexMap returns an empty map.
func NewMutexMap() *MutexMap {
	m := &MutexMap{id: lastID.Add(1), m: make(map[string]any)}
	m.free = sync.NewCond(&m.mu)
	return m
}

// lock waits until nobody is inside, and goes in to write.
func (m *MutexMap) lock() {
	m.mu.Lock()
	defer m.mu.Unlock()
	for m.writing {
		m.free.Wait()
	}
	for m.readers > 0 { // bug
		m.free.Wait()
	}
	m.writing = true
}

func (m *MutexMap) unlock() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.writing = false
	m.free.Broadcast()
}

// rlock waits until nobody writes, and goes in to read.
func (m *MutexMap) rlock() {
	m.mu.Lock()
	defer m.mu.Unlock()
	for m.writing {
		m.free.Wait()
	}
	m.readers++
}

func (m *MutexMap) runlock() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.readers--
	m.free.Broadcast()
}

// Set stores value under key.
func (m *MutexMap) Set(key string, value any) {
	m.lock()
	defer m.unlock()
	m.m[key] = value
}

// Get returns the value under key, and whether there is one.
func (m *MutexMap) Get(key string) (any, bool) {
	m.rlock()
	defer m.runlock()
	value, found := m.m[key]
	return value, found
}

// Remove deletes key. A key that is not there is no error.
func (m *MutexMap) Remove(key string) {
	m.lock()
	defer m.unlock()
	delete(m.m, key)
}

// Count returns the number of keys.
func (m *MutexMap) Count() int {
	m.rlock()
	defer m.runlock()
	return len(m.m)
}

// Update replaces the value under key by what f makes of it, in one step.
func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.lock()
	defer m.unlock()
	old, found := m.m[key]   // bug
	m.m[key] = f(old, found) // bug
}

// View shows f the value under key. Views run side by side, no writer beside them.
func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.rlock()
	defer m.runlock()
	value, found := m.m[key]
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
	m.rlock()
	defer m.runlock()
	return maps.Clone(m.m)
}

// lockBoth locks two maps, the older one first.
func lockBoth(a, b *MutexMap) {
	if b.id < a.id {
		a, b = b, a
	}
	a.lock()
	b.lock()
}

// Move takes key out of from and puts it, with its value, into to.
func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, found := from.Get(key)
		return found
	}
	lockBoth(from, to)
	defer from.unlock()
	defer to.unlock()
	value, found := from.m[key]
	if !found {
		return false
	}
	delete(from.m, key)
	to.m[key] = value
	return true
}
