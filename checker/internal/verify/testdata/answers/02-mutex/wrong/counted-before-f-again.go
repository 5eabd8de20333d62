// wrong: unlock
// Update counts a new key before it calls f, so that after a panic of f on a missing key Count is one too high for ever although Get finds no key: "when Update's f panics, the map is as it was".
package main

import (
	"sync"
	"sync/atomic"
)

// slot is the place of a key. It stays when the key is removed, for the next
// time: the keys of a cache come and go.
type slot struct {
	value any
	used  bool
}

type MutexMap struct {
	id    uint64
	mu    sync.RWMutex
	slots map[string]*slot
	used  int
}

var lastID atomic.Uint64

func NewMutexMap() *MutexMap {
	return &MutexMap{id: lastID.Add(1), slots: make(map[string]*slot)}
}

// lookup, put and drop need the lock.
func (m *MutexMap) lookup(key string) (any, bool) {
	if s := m.slots[key]; s != nil && s.used {
		return s.value, true
	}
	return nil, false
}

// claim returns the slot of key, counted as used.
func (m *MutexMap) claim(key string) *slot {
	s := m.slots[key]
	if s == nil {
		s = new(slot)
		m.slots[key] = s
	}
	if !s.used {
		m.used++
	}
	return s
}

func (m *MutexMap) put(key string, value any) {
	s := m.claim(key)
	s.value, s.used = value, true
}

func (m *MutexMap) drop(key string) {
	if s := m.slots[key]; s != nil && s.used {
		*s = slot{}
		m.used--
	}
}

func (m *MutexMap) Set(key string, value any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.put(key, value)
}

func (m *MutexMap) Get(key string) (any, bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return m.lookup(key)
}

func (m *MutexMap) Remove(key string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.drop(key)
}

func (m *MutexMap) Count() int {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return m.used
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	s := m.claim(key) // bug
	s.value, s.used = f(s.value, s.used), true
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	f(m.lookup(key))
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	m.mu.RLock()
	snapshot := make(map[string]any, m.used)
	for key, s := range m.slots {
		if s.used {
			snapshot[key] = s.value
		}
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
		from.drop(key)
		to.put(key, value)
	}
	return found
}
