// right
// A sync.Map holds the data, so Get needs no lock; writers and views take a readers-writer lock beside it.
package main

import (
	"sync"
	"sync/atomic"
)

type MutexMap struct {
	mu    sync.RWMutex
	count atomic.Int64
	m     sync.Map
}

var moving sync.Mutex

func NewMutexMap() *MutexMap { return &MutexMap{} }

// put stores a value. The caller holds the lock.
func (m *MutexMap) put(key string, value any) {
	if _, had := m.m.Swap(key, value); !had {
		m.count.Add(1)
	}
}

// take removes a key. The caller holds the lock.
func (m *MutexMap) take(key string) (any, bool) {
	value, had := m.m.LoadAndDelete(key)
	if had {
		m.count.Add(-1)
	}
	return value, had
}

func (m *MutexMap) Set(key string, value any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.put(key, value)
}

func (m *MutexMap) Get(key string) (any, bool) { return m.m.Load(key) }

func (m *MutexMap) Remove(key string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.take(key)
}

func (m *MutexMap) Count() int { return int(m.count.Load()) }

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.put(key, f(m.m.Load(key)))
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	f(m.m.Load(key))
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	var keys []string
	m.m.Range(func(key, _ any) bool {
		keys = append(keys, key.(string))
		return true
	})
	for _, key := range keys {
		if value, found := m.Get(key); found && !f(key, value) {
			return
		}
	}
}

func Move(from, to *MutexMap, key string) bool {
	moving.Lock()
	defer moving.Unlock()
	if from == to {
		_, found := from.Get(key)
		return found
	}
	to.mu.Lock()
	defer to.mu.Unlock()
	from.mu.Lock()
	defer from.mu.Unlock()
	value, found := from.take(key)
	if found {
		to.put(key, value)
	}
	return found
}
