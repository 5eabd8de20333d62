// wrong: one-lock
// explain: data-race
// Sixteen locks chosen by the key guard one Go map: methods with different keys hold different locks and write the same map at once; "every method locks the same lock".
package main

import (
	"maps"
	"sync"
	"sync/atomic"
)

// MutexMap has many locks, so that different keys do not wait for each other.
type MutexMap struct {
	id    int64
	locks [16]sync.RWMutex
	m     map[string]any
}

var lastID atomic.Int64

func NewMutexMap() *MutexMap {
	return &MutexMap{id: lastID.Add(1), m: make(map[string]any)}
}

func (m *MutexMap) lock(key string) *sync.RWMutex {
	h := uint32(0)
	for i := range len(key) {
		h = h*31 + uint32(key[i])
	}
	return &m.locks[h%16]
}

// all takes every lock for reading.
func (m *MutexMap) all() (release func()) {
	for i := range m.locks {
		m.locks[i].RLock()
	}
	return func() {
		for i := range m.locks {
			m.locks[i].RUnlock()
		}
	}
}

func (m *MutexMap) Set(key string, value any) {
	m.lock(key).Lock()
	defer m.lock(key).Unlock()
	m.m[key] = value
}

func (m *MutexMap) Get(key string) (any, bool) {
	m.lock(key).RLock()
	defer m.lock(key).RUnlock()
	value, found := m.m[key]
	return value, found
}

func (m *MutexMap) Remove(key string) {
	m.lock(key).Lock()
	defer m.lock(key).Unlock()
	delete(m.m, key) // bug
}

func (m *MutexMap) Count() int {
	defer m.all()()
	return len(m.m)
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.lock(key).Lock()
	defer m.lock(key).Unlock()
	old, found := m.m[key]
	m.m[key] = f(old, found)
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	defer m.all()()
	value, found := m.m[key]
	f(value, found)
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	release := m.all()
	then := maps.Clone(m.m)
	release()
	for key, value := range then {
		if !f(key, value) {
			return
		}
	}
}

// lockBoth takes the key's lock in two different maps, in the older one first.
func lockBoth(a, b *MutexMap, key string) (unlock func()) {
	if a.id > b.id {
		a, b = b, a
	}
	a.lock(key).Lock()
	b.lock(key).Lock()
	return func() {
		b.lock(key).Unlock()
		a.lock(key).Unlock()
	}
}

func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, found := from.Get(key)
		return found
	}
	defer lockBoth(from, to, key)()
	value, found := from.m[key]
	if found {
		delete(from.m, key)
		to.m[key] = value
	}
	return found
}
