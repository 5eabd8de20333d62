// wrong: unlock
// Readers are counted by hand, and a panic forgets to count one out.
// explain: assertion cond-without-signal
package main

import (
	"maps"
	"sync"
	"sync/atomic"
)

type MutexMap struct {
	id      uint64
	mu      sync.Mutex
	free    *sync.Cond
	readers int
	writing bool
	m       map[string]any
}

var ids atomic.Uint64

func NewMutexMap() *MutexMap {
	m := &MutexMap{id: ids.Add(1), m: map[string]any{}}
	m.free = sync.NewCond(&m.mu)
	return m
}

func (m *MutexMap) lock() {
	m.mu.Lock()
	defer m.mu.Unlock()
	for m.writing || m.readers > 0 {
		m.free.Wait() // bug
	}
	m.writing = true
}

func (m *MutexMap) unlock() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.writing = false
	m.free.Broadcast()
}

func (m *MutexMap) rlock() {
	m.mu.Lock()
	defer m.mu.Unlock()
	for m.writing {
		m.free.Wait()
	}
	m.readers++
}

func (m *MutexMap) runlock() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.readers--
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
	value, found := m.m[key]
	f(value, found) // bug
	m.runlock()
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
