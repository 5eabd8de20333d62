// right
// Every lock is taken by a loop over TryLock that yields; Move takes the one that it can, tries the other, and lets go and yields where it cannot.
package main

import (
	"runtime"
	"sync"
)

type MutexMap struct {
	rw sync.RWMutex
	m  map[string]any
}

func NewMutexMap() *MutexMap { return &MutexMap{m: make(map[string]any)} }

func until(try func() bool) {
	for !try() {
		runtime.Gosched()
	}
}

func (m *MutexMap) Set(key string, value any) {
	until(m.rw.TryLock)
	defer m.rw.Unlock()
	m.m[key] = value
}

func (m *MutexMap) Get(key string) (any, bool) {
	until(m.rw.TryRLock)
	defer m.rw.RUnlock()
	value, found := m.m[key]
	return value, found
}

func (m *MutexMap) Remove(key string) {
	until(m.rw.TryLock)
	defer m.rw.Unlock()
	delete(m.m, key)
}

func (m *MutexMap) Count() int {
	until(m.rw.TryRLock)
	defer m.rw.RUnlock()
	return len(m.m)
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	until(m.rw.TryLock)
	defer m.rw.Unlock()
	old, found := m.m[key]
	m.m[key] = f(old, found)
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	until(m.rw.TryRLock)
	defer m.rw.RUnlock()
	value, found := m.m[key]
	f(value, found)
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	var keys []string
	var values []any
	until(m.rw.TryRLock)
	for key, value := range m.m {
		keys, values = append(keys, key), append(values, value)
	}
	m.rw.RUnlock()
	for i := 0; i < len(keys) && f(keys[i], values[i]); i++ {
	}
}

func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, found := from.Get(key)
		return found
	}
	until(func() bool {
		if !from.rw.TryLock() {
			return false
		}
		if !to.rw.TryLock() {
			from.rw.Unlock()
			return false
		}
		return true
	})
	defer from.rw.Unlock()
	defer to.rw.Unlock()
	value, found := from.m[key]
	if found {
		delete(from.m, key)
		to.m[key] = value
	}
	return found
}
