// wrong: callback
// explain: data-race unlocked-read
// Contract: "no data race whatever methods run together". A Range that began before a copy was made signs off from the new map, which another Range is reading: the next writer then writes under its eyes; it takes Range, Set, Range, the first one ends, Set.
package main

import (
	"maps"
	"sync"
	"sync/atomic"
)

// MutexMap is a map that many goroutines use at once: a plain Go map behind a
// readers-writer lock.
type MutexMap struct {
	id uint64 // its place in the order in which Move locks two maps
	mu sync.RWMutex
	m  map[string]any // is never written while ranges > 0

	ranges int // how many Ranges read this map
}

// lastID is the id of the newest map.
var lastID atomic.Uint64

// NewMutexMap returns an empty map.
func NewMutexMap() *MutexMap {
	return &MutexMap{id: lastID.Add(1), m: make(map[string]any)}
}

// Set stores value under key.
func (m *MutexMap) Set(key string, value any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.own()
	m.m[key] = value
}

// Get returns the value under key, and whether there is one.
func (m *MutexMap) Get(key string) (any, bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	value, found := m.m[key]
	return value, found
}

// Remove deletes key. A key that is not there is no error.
func (m *MutexMap) Remove(key string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.own()
	delete(m.m, key)
}

// Count returns the number of keys.
func (m *MutexMap) Count() int {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return len(m.m)
}

// Update replaces the value under key by what f makes of it. Reading, f and
// writing are one step: nothing comes between them. f does not call the map.
func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	old, found := m.m[key]
	value := f(old, found)
	m.own()
	m.m[key] = value
}

// View shows f the value under key. Several views may be inside f at once, but
// no writer beside them. f does not call the map.
func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	value, found := m.m[key]
	f(value, found)
}

// own makes m.m a map that no Range is reading. The caller holds the lock.
func (m *MutexMap) own() {
	if m.ranges > 0 {
		m.m, m.ranges = maps.Clone(m.m), 0
	}
}

// Range calls f for each key, until f returns false. It reads the map as it was at the
// call: a writer that comes meanwhile goes on with a copy.
func (m *MutexMap) Range(f func(key string, value any) bool) {
	m.mu.Lock()
	now := m.m
	m.ranges++
	m.mu.Unlock()
	defer func() {
		m.mu.Lock()
		defer m.mu.Unlock()
		if m.ranges > 0 {
			m.ranges-- // bug
		}
	}()
	for key, value := range now { // bug
		if !f(key, value) {
			return
		}
	}
}

// Move takes key out of from and puts it, with its value, into to. It returns
// false where from has no such key. Move(m, m, key) changes nothing.
func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, found := from.Get(key)
		return found
	}
	first, second := from, to
	if second.id < first.id {
		first, second = second, first
	}
	first.mu.Lock()
	defer first.mu.Unlock()
	second.mu.Lock()
	defer second.mu.Unlock()

	value, found := from.m[key]
	if !found {
		return false
	}
	from.own()
	delete(from.m, key)
	to.own()
	to.m[key] = value
	return true
}
