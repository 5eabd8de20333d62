// right
// A lock of eight locks: a reader takes the next one in turn, a writer takes all of them, always from the first to the last.
package main

import (
	"maps"
	"sync"
	"sync/atomic"
)

var lastMapID atomic.Uint64

type MutexMap struct {
	parts [8]sync.RWMutex
	turn  atomic.Uint32
	id    uint64
	m     map[string]any
}

func NewMutexMap() *MutexMap {
	return &MutexMap{id: lastMapID.Add(1), m: make(map[string]any)}
}

func (m *MutexMap) read() (leave func()) {
	part := &m.parts[m.turn.Add(1)%8]
	part.RLock()
	return part.RUnlock
}

func (m *MutexMap) lock() {
	for i := range m.parts {
		m.parts[i].Lock()
	}
}

func (m *MutexMap) unlock() {
	for i := range m.parts {
		m.parts[i].Unlock()
	}
}

func (m *MutexMap) Set(key string, value any) {
	m.lock()
	defer m.unlock()
	m.m[key] = value
}

func (m *MutexMap) Get(key string) (any, bool) {
	defer m.read()()
	value, found := m.m[key]
	return value, found
}

func (m *MutexMap) Remove(key string) {
	m.lock()
	defer m.unlock()
	delete(m.m, key)
}

func (m *MutexMap) Count() int {
	defer m.read()()
	return len(m.m)
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.lock()
	defer m.unlock()
	old, found := m.m[key]
	m.m[key] = f(old, found)
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	defer m.read()()
	value, found := m.m[key]
	f(value, found)
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	leave := m.read()
	snapshot := maps.Clone(m.m)
	leave()
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
