// wrong: locked readers
// explain: data-race different-locks
// Readers share eight slots and a writer must lock all; Move locks all of from but a single one of to, so it writes beside views of to: "no writer beside them".
package main

import (
	"maps"
	"sync"
	"sync/atomic"
)

// MutexMap is a map for many readers: each reads under one of eight locks,
// picked in turn, and a writer takes them all.
type MutexMap struct {
	id    uint64
	turn  atomic.Uint32
	slots [8]sync.RWMutex
	m     map[string]any
}

var lastID atomic.Uint64

func (m *MutexMap) lock() {
	for i := range m.slots {
		m.slots[i].Lock()
	}
}

func (m *MutexMap) unlock() {
	for i := range m.slots {
		m.slots[i].Unlock()
	}
}

func (m *MutexMap) reading() *sync.RWMutex {
	slot := &m.slots[m.turn.Add(1)%8]
	slot.RLock()
	return slot
}

func NewMutexMap() *MutexMap {
	return &MutexMap{id: lastID.Add(1), m: make(map[string]any)}
}

func (m *MutexMap) Set(key string, value any) {
	m.lock()
	defer m.unlock()
	m.m[key] = value
}

func (m *MutexMap) Get(key string) (any, bool) {
	defer m.reading().RUnlock()
	value, found := m.m[key]
	return value, found
}

func (m *MutexMap) Remove(key string) {
	m.lock()
	defer m.unlock()
	delete(m.m, key)
}

func (m *MutexMap) Count() int {
	defer m.reading().RUnlock()
	return len(m.m)
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.lock()
	defer m.unlock()
	old, found := m.m[key]
	m.m[key] = f(old, found)
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	defer m.reading().RUnlock()
	value, found := m.m[key]
	f(value, found)
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	for key, value := range m.snapshot() {
		if !f(key, value) {
			return
		}
	}
}

func (m *MutexMap) snapshot() map[string]any {
	defer m.reading().RUnlock()
	return maps.Clone(m.m)
}

func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, found := from.Get(key)
		return found
	}
	value, found := from.take(key)
	if !found {
		return false
	}
	to.slots[0].Lock() // bug
	defer to.slots[0].Unlock()
	to.m[key] = value // bug
	return true
}

func (m *MutexMap) take(key string) (any, bool) {
	m.lock()
	defer m.unlock()
	value, found := m.m[key]
	delete(m.m, key)
	return value, found
}
