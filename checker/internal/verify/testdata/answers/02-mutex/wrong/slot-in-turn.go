// wrong: readers
// A reader takes the next of 16 slots in turn and waits where that one is taken, so that a view which stays inside holds up the view that comes 16 reads later: "at least eight views are inside at once".
package main

import (
	"maps"
	"sync"
	"sync/atomic"
)

// MutexMap has a mutex for each of 16 readers: they share nothing but the
// number of the next slot. A writer takes all 16.
type MutexMap struct {
	id    uint64
	turn  atomic.Uint32
	slots [16]sync.Mutex
	m     map[string]any
}

var lastID atomic.Uint64

func NewMutexMap() *MutexMap {
	return &MutexMap{id: lastID.Add(1), m: make(map[string]any)}
}

// read returns a locked slot.
func (m *MutexMap) read() *sync.Mutex {
	slot := &m.slots[m.turn.Add(1)%uint32(len(m.slots))] // bug
	slot.Lock()                                          // bug
	return slot
}

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

func (m *MutexMap) Set(key string, value any) {
	m.lock()
	defer m.unlock()
	m.m[key] = value
}

func (m *MutexMap) Get(key string) (any, bool) {
	defer m.read().Unlock()
	value, found := m.m[key]
	return value, found
}

func (m *MutexMap) Remove(key string) {
	m.lock()
	defer m.unlock()
	delete(m.m, key)
}

func (m *MutexMap) Count() int {
	defer m.read().Unlock()
	return len(m.m)
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.lock()
	defer m.unlock()
	old, found := m.m[key]
	m.m[key] = f(old, found)
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	defer m.read().Unlock()
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
	defer m.read().Unlock()
	return maps.Clone(m.m)
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
