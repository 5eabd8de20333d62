// wrong: readers
// A Set of a key that is there already swaps the value in its box under the read lock, so that it does not wait for the views that are inside: "no writer beside them; a writer waits for them".
package main

import (
	"sync"
	"sync/atomic"
)

type box struct{ value atomic.Pointer[any] }

func newBox(value any) *box {
	b := new(box)
	b.value.Store(&value)
	return b
}

// MutexMap keeps each value in a box, so that only what changes the map itself
// needs the write lock.
type MutexMap struct {
	id uint64
	mu sync.RWMutex
	m  map[string]*box
}

var lastID atomic.Uint64

func NewMutexMap() *MutexMap {
	return &MutexMap{id: lastID.Add(1), m: make(map[string]*box)}
}

// lookup needs the lock.
func (m *MutexMap) lookup(key string) (any, bool) {
	if b := m.m[key]; b != nil {
		return *b.value.Load(), true
	}
	return nil, false
}

// replace is the fast way of Set: no new key, no write lock.
func (m *MutexMap) replace(key string, value any) bool {
	m.mu.RLock() // bug
	defer m.mu.RUnlock()
	b := m.m[key]
	if b == nil {
		return false
	}
	b.value.Store(&value) // bug
	return true
}

func (m *MutexMap) Set(key string, value any) {
	if m.replace(key, value) {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.m[key] = newBox(value)
}

func (m *MutexMap) Get(key string) (any, bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return m.lookup(key)
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
	m.m[key] = newBox(f(m.lookup(key)))
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	f(m.lookup(key))
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	m.mu.RLock()
	snapshot := make(map[string]any, len(m.m))
	for key := range m.m {
		snapshot[key], _ = m.lookup(key)
	}
	m.mu.RUnlock()
	for key, value := range snapshot {
		if !f(key, value) {
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
	value, found := from.lookup(key)
	if found {
		delete(from.m, key)
		to.m[key] = newBox(value)
	}
	return found
}
