// wrong: atomic
// A writer takes all sixteen tokens one by one, and nothing keeps a second from doing so at the same time, so each waits for the half that the other has: 1,000 concurrent increments never end.
package main

import (
	"maps"
	"sync/atomic"
)

// MutexMap is a map with sixteen tokens: a reader takes one, a writer all.
type MutexMap struct {
	id    uint64
	token chan struct{}
	m     map[string]any
}

var lastID atomic.Uint64

const tokens = 16

func (m *MutexMap) lock() {
	for range tokens {
		<-m.token // bug
	}
}

func (m *MutexMap) unlock() {
	for range tokens {
		m.token <- struct{}{}
	}
}

func (m *MutexMap) rlock()   { <-m.token }
func (m *MutexMap) runlock() { m.token <- struct{}{} }

func NewMutexMap() *MutexMap {
	m := &MutexMap{
		id:    lastID.Add(1),
		token: make(chan struct{}, tokens),
		m:     make(map[string]any),
	}
	m.unlock()
	return m
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
	for key, value := range m.snapshot() {
		if !f(key, value) {
			return
		}
	}
}

func (m *MutexMap) snapshot() map[string]any {
	m.rlock()
	defer m.runlock()
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
	if !found {
		return false
	}
	delete(from.m, key)
	to.m[key] = value
	return true
}
