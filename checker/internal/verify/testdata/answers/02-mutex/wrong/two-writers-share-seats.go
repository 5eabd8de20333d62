// wrong: atomic
// A writer takes the sixteen seats one by one and nothing keeps a second writer from taking some of them: both wait for ever.
package main

import (
	"maps"
	"sync/atomic"
)

const seats = 16

var lastMapID atomic.Uint64

// MutexMap has sixteen seats: a reader takes one of them, a writer all.
type MutexMap struct {
	seat chan struct{}
	id   uint64
	m    map[string]any
}

func NewMutexMap() *MutexMap {
	return &MutexMap{make(chan struct{}, seats), lastMapID.Add(1), make(map[string]any)}
}

func (m *MutexMap) rlock()   { m.seat <- struct{}{} }
func (m *MutexMap) runlock() { <-m.seat }

func (m *MutexMap) lock() {
	for range seats {
		m.seat <- struct{}{}
	}
}

func (m *MutexMap) unlock() {
	for range seats {
		<-m.seat
	}
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
