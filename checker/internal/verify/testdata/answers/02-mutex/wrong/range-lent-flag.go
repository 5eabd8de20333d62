// wrong: callback
// explain: data-race unlocked-read
// Range lends out the map itself and writers copy it while it is lent, but of two Ranges that overlap the one that ends first clears the flag, and a writer then writes the map that the other is still reading without a lock: breaks "no data race whatever methods run together" (and, where the inner of two nested Ranges ends first and f writes, "each key ... at most once").
package main

import (
	"maps"
	"sync"
	"sync/atomic"
)

// MutexMap is a map that many goroutines use at once. While a Range reads m, m
// is lent, and a writer makes a new one first.
type MutexMap struct {
	id   uint64
	mu   sync.RWMutex
	m    map[string]any
	lent atomic.Bool
}

var lastID atomic.Uint64

// NewMutexMap returns an empty map.
func NewMutexMap() *MutexMap {
	return &MutexMap{id: lastID.Add(1), m: make(map[string]any)}
}

// own gives the caller, who holds the lock, a map that nobody else reads.
func (m *MutexMap) own() map[string]any {
	if m.lent.Load() {
		m.m = maps.Clone(m.m)
		m.lent.Store(false)
	}
	return m.m
}

// Set stores value under key.
func (m *MutexMap) Set(key string, value any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.own()[key] = value
}

// Get returns the value under key, and whether there is one.
func (m *MutexMap) Get(key string) (any, bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	value, found := m.m[key]
	return value, found
}

// Remove deletes key.
func (m *MutexMap) Remove(key string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.own(), key)
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
	old, found := m.m[key]
	value := f(old, found)
	m.own()[key] = value
}

// View shows f the value under key.
func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	value, found := m.m[key]
	f(value, found)
}

// Range calls f for each key, until f returns false. It copies nothing unless
// somebody writes meanwhile.
func (m *MutexMap) Range(f func(key string, value any) bool) {
	lent := m.lend()
	defer m.giveBack()
	for key, value := range lent { // bug
		if !f(key, value) {
			return
		}
	}
}

func (m *MutexMap) lend() map[string]any {
	m.mu.RLock()
	defer m.mu.RUnlock()
	m.lent.Store(true)
	return m.m
}

func (m *MutexMap) giveBack() {
	m.mu.RLock()
	defer m.mu.RUnlock()
	m.lent.Store(false) // bug
}

// Move takes key out of from and puts it, with its value, into to.
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
	delete(from.own(), key)
	to.own()[key] = value
	return true
}
