// wrong: atomic
// A lock for each key is thrown away by whoever unlocks it, though others may wait for it: the next one makes a new lock, and two are inside.
package main

import (
	"maps"
	"sync"
	"sync/atomic"
)

var lastMapID atomic.Uint64

// MutexMap is a map behind a lock. Two maps are locked in the order of their ids.
type MutexMap struct {
	mu   sync.RWMutex
	id   uint64
	m    map[string]any
	keys sync.Map // key to *sync.Mutex: who is changing that key
}

func NewMutexMap() *MutexMap {
	return &MutexMap{id: lastMapID.Add(1), m: make(map[string]any)}
}

// lockKey returns the function that unlocks key again. A map of many keys does
// not keep a lock for each: the last one out throws it away.
func (m *MutexMap) lockKey(key string) (unlock func()) {
	lock, _ := m.keys.LoadOrStore(key, new(sync.Mutex))
	mu := lock.(*sync.Mutex)
	mu.Lock()
	return func() {
		m.keys.CompareAndDelete(key, lock)
		mu.Unlock()
	}
}

func (m *MutexMap) Set(key string, value any) {
	defer m.lockKey(key)()
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
	defer m.lockKey(key)()
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
	defer m.lockKey(key)()
	old, found := m.Get(key)
	value := f(old, found)
	m.mu.Lock()
	defer m.mu.Unlock()
	m.m[key] = value
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

func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, found := from.Get(key)
		return found
	}
	first, second := from, to
	if second.id < first.id {
		first, second = second, first
	}
	defer first.lockKey(key)()
	defer second.lockKey(key)()
	first.mu.Lock()
	defer first.mu.Unlock()
	second.mu.Lock()
	defer second.mu.Unlock()
	value, found := from.m[key]
	if found {
		delete(from.m, key)
		to.m[key] = value
	}
	return found
}
