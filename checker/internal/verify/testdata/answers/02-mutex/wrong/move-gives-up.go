// wrong: order
// Move tries a thousand times to get both locks and then returns false, so that it says there is no such key where a view or an update of the other map merely took its time: "false where from has no such key".
package main

import (
	"maps"
	"runtime"
	"sync"
)

type MutexMap struct {
	mu sync.RWMutex
	m  map[string]any
}

func NewMutexMap() *MutexMap {
	return &MutexMap{m: make(map[string]any)}
}

func (m *MutexMap) Set(key string, value any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.m[key] = value
}

func (m *MutexMap) Get(key string) (any, bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	value, found := m.m[key]
	return value, found
}

func (m *MutexMap) Remove(key string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.m, key)
}

func (m *MutexMap) Count() int {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return len(m.m)
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	old, found := m.m[key]
	m.m[key] = f(old, found)
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	value, found := m.m[key]
	f(value, found)
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	m.mu.RLock()
	snapshot := maps.Clone(m.m)
	m.mu.RUnlock()
	for key, value := range snapshot {
		if !f(key, value) {
			return
		}
	}
}

// lockBoth locks from and waits for it, but never waits for to while it holds from.
func lockBoth(from, to *MutexMap) bool {
	for range 1000 { // bug
		from.mu.Lock()
		if to.mu.TryLock() {
			return true
		}
		from.mu.Unlock()
		runtime.Gosched()
	}
	return false // bug
}

func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, found := from.Get(key)
		return found
	}
	if !lockBoth(from, to) {
		return false // bug
	}
	defer from.mu.Unlock()
	defer to.mu.Unlock()
	value, found := from.m[key]
	if found {
		delete(from.m, key)
		to.m[key] = value
	}
	return found
}
