// right
// Move knows no order of maps: it locks one, tries the other, and where that fails lets go, yields and begins with the other; Range copies the keys only and shows each one's value of the moment.
package main

import (
	"maps"
	"runtime"
	"slices"
	"sync"
)

// MutexMap is a map that many goroutines use at once.
type MutexMap struct {
	sync.RWMutex
	m map[string]any
}

// NewMutexMap returns an empty map.
func NewMutexMap() *MutexMap { return &MutexMap{m: map[string]any{}} }

// Set stores value under key.
func (m *MutexMap) Set(key string, value any) {
	m.Lock()
	defer m.Unlock()
	m.m[key] = value
}

// Get returns the value under key, and whether there is one.
func (m *MutexMap) Get(key string) (any, bool) {
	m.RLock()
	defer m.RUnlock()
	value, found := m.m[key]
	return value, found
}

// Remove deletes key.
func (m *MutexMap) Remove(key string) {
	m.Lock()
	defer m.Unlock()
	delete(m.m, key)
}

// Count returns the number of keys.
func (m *MutexMap) Count() int {
	m.RLock()
	defer m.RUnlock()
	return len(m.m)
}

// Update replaces the value under key by what f makes of it, in one step.
func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.Lock()
	defer m.Unlock()
	old, found := m.m[key]
	m.m[key] = f(old, found)
}

// View shows f the value under key.
func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.RLock()
	defer m.RUnlock()
	value, found := m.m[key]
	f(value, found)
}

// Range calls f for each key that is still there when its turn comes, until f
// returns false.
func (m *MutexMap) Range(f func(key string, value any) bool) {
	m.RLock()
	keys := slices.Collect(maps.Keys(m.m))
	m.RUnlock()
	for _, key := range keys {
		if value, found := m.Get(key); found && !f(key, value) {
			return
		}
	}
}

// Move takes key out of from and puts it, with its value, into to.
func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, found := from.Get(key)
		return found
	}
	// Never wait for one map while holding another.
	first, second := from, to
	for {
		first.Lock()
		if second.TryLock() {
			break
		}
		first.Unlock()
		runtime.Gosched()
		first, second = second, first
	}
	defer first.Unlock()
	defer second.Unlock()

	value, found := from.m[key]
	if !found {
		return false
	}
	delete(from.m, key)
	to.m[key] = value
	return true
}
