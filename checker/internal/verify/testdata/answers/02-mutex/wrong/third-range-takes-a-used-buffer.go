// wrong: callback
// explain: data-race unlocked-read
// Range copies into one of two buffers of the map; a third Range inside the two (nested or at once) writes over the copy that the first still walks, which then sees keys twice and misses others.
package main

import (
	"sync"
	"sync/atomic"
)

var mutexMapSerial atomic.Uint64

type pairOfMap struct {
	key   string
	value any
}

// MutexMap is a map that many goroutines use at once.
type MutexMap struct {
	id uint64 // Move locks in the order of the ids
	mu sync.RWMutex
	m  map[string]any

	copies [2][]pairOfMap // what Range walks, kept to spare the garbage collector
	taken  [2]bool
}

func NewMutexMap() *MutexMap {
	return &MutexMap{id: mutexMapSerial.Add(1), m: make(map[string]any)}
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
	m.mu.Lock()
	slot := 0
	if m.taken[0] && !m.taken[1] {
		slot = 1
	}
	m.taken[slot] = true
	pairs := m.copies[slot][:0]
	for key, value := range m.m {
		pairs = append(pairs, pairOfMap{key, value})
	}
	m.copies[slot] = pairs
	m.mu.Unlock()

	defer func() {
		m.mu.Lock()
		m.taken[slot] = false
		m.mu.Unlock()
	}()
	for i := range pairs {
		if !f(pairs[i].key, pairs[i].value) { // bug
			return
		}
	}
}

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
	delete(from.m, key)
	to.m[key] = value
	return true
}
