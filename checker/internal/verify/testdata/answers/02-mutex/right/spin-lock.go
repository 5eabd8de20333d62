// right
// A readers-writer lock of one atomic number, by trying again until it works.
package main

import (
	"maps"
	"runtime"
	"sync/atomic"
)

type MutexMap struct {
	id   uint64
	held atomic.Int32 // readers inside, or -1 for a writer
	m    map[string]any
}

var ids atomic.Uint64

func NewMutexMap() *MutexMap { return &MutexMap{id: ids.Add(1), m: map[string]any{}} }

func (m *MutexMap) lock() {
	for !m.held.CompareAndSwap(0, -1) {
		runtime.Gosched()
	}
}

func (m *MutexMap) unlock() { m.held.Store(0) }

func (m *MutexMap) rlock() {
	for {
		n := m.held.Load()
		if n >= 0 && m.held.CompareAndSwap(n, n+1) {
			return
		}
		runtime.Gosched()
	}
}

func (m *MutexMap) runlock() { m.held.Add(-1) }

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
	all := maps.Clone(m.m)
	m.runlock()
	for key, value := range all {
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
