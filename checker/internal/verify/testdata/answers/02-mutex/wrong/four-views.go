// wrong: readers
// A semaphore of four places: the fifth view waits.
package main

import (
	"maps"
	"sync/atomic"
)

// places is how many readers may be inside; a writer takes them all.
const places = 4

type MutexMap struct {
	id     uint64
	place  chan struct{}
	writer chan struct{} // held by the one writer that collects places
	m      map[string]any
}

var ids atomic.Uint64

func NewMutexMap() *MutexMap {
	return &MutexMap{id: ids.Add(1), place: make(chan struct{}, places), writer: make(chan struct{}, 1), m: map[string]any{}}
}

func (m *MutexMap) lock() {
	m.writer <- struct{}{}
	for range places {
		m.place <- struct{}{}
	}
}

func (m *MutexMap) unlock() {
	for range places {
		<-m.place
	}
	<-m.writer
}

func (m *MutexMap) rlock() { m.place <- struct{}{} }

func (m *MutexMap) runlock() { <-m.place }

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
