// right
// A home-made read-write lock of a mutex and a condition, which wakes all and lets waiting writers go first.
package main

import (
	"maps"
	"sync"
	"sync/atomic"
)

var lastMapID atomic.Uint64

// MutexMap has a lock of its own make: any number of readers, or one writer.
type MutexMap struct {
	mu      sync.Mutex // guards readers, writers and writing
	free    *sync.Cond
	readers int
	waiting int // writers
	writing bool
	id      uint64
	m       map[string]any
}

func NewMutexMap() *MutexMap {
	m := &MutexMap{id: lastMapID.Add(1), m: make(map[string]any)}
	m.free = sync.NewCond(&m.mu)
	return m
}

func (m *MutexMap) rlock() {
	m.mu.Lock()
	defer m.mu.Unlock()
	for m.writing || m.waiting > 0 {
		m.free.Wait()
	}
	m.readers++
}

func (m *MutexMap) runlock() {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.readers--; m.readers == 0 {
		m.free.Broadcast()
	}
}

func (m *MutexMap) lock() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.waiting++
	for m.writing || m.readers > 0 {
		m.free.Wait()
	}
	m.waiting--
	m.writing = true
}

func (m *MutexMap) unlock() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.writing = false
	m.free.Broadcast()
}

func (m *MutexMap) Set(key string, value any) {
	m.lock()
	defer m.unlock()
	m.m[key] = value
}

func (m *MutexMap) Get(key string) (any, bool) {
	m.rlock()
	defer m.runlock()
	value, found := m.m[key]
	return value, found
}

func (m *MutexMap) Remove(key string) {
	m.lock()
	defer m.unlock()
	delete(m.m, key)
}

func (m *MutexMap) Count() int {
	m.rlock()
	defer m.runlock()
	return len(m.m)
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.lock()
	defer m.unlock()
	old, found := m.m[key]
	m.m[key] = f(old, found)
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.rlock()
	defer m.runlock()
	value, found := m.m[key]
	f(value, found)
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	m.rlock()
	snapshot := maps.Clone(m.m)
	m.runlock()
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
	first.lock()
	defer first.unlock()
	second.lock()
	defer second.unlock()
	value, found := from.m[key]
	if found {
		delete(from.m, key)
		to.m[key] = value
	}
	return found
}
