// wrong: readers
// A writer that leaves wakes one waiting view, and the next is woken when that one leaves, so that views which waited for a writer go in one after another: "n views are inside at once".
package main

import (
	"maps"
	"sync"
	"sync/atomic"
)

// rwLock is a readers-writer lock in which waiting writers go first.
type rwLock struct {
	mu      sync.Mutex
	readers int
	writing bool
	waiting int // writers that wait
	read    sync.Cond
	write   sync.Cond
}

func (l *rwLock) init() {
	l.read.L, l.write.L = &l.mu, &l.mu
}

func (l *rwLock) RLock() {
	l.mu.Lock()
	defer l.mu.Unlock()
	for l.writing || l.waiting > 0 {
		l.read.Wait()
	}
	l.readers++
}

func (l *rwLock) RUnlock() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.readers--; l.readers == 0 {
		l.next()
	}
}

func (l *rwLock) Lock() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.waiting++
	for l.writing || l.readers > 0 {
		l.write.Wait()
	}
	l.waiting--
	l.writing = true
}

func (l *rwLock) Unlock() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.writing = false
	l.next()
}

// next wakes who may go in now: nobody is inside.
func (l *rwLock) next() {
	if l.waiting > 0 {
		l.write.Signal()
	} else {
		l.read.Signal() // bug
	}
}

type MutexMap struct {
	id uint64
	mu rwLock
	m  map[string]any
}

var lastID atomic.Uint64

func NewMutexMap() *MutexMap {
	m := &MutexMap{id: lastID.Add(1), m: make(map[string]any)}
	m.mu.init()
	return m
}

func (m *MutexMap) Set(key string, value any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.m[key] = value
}

func (m *MutexMap) Get(key string) (any, bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	value, found := m.m[key]
	return value, found
}

func (m *MutexMap) Remove(key string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.m, key)
}

func (m *MutexMap) Count() int {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return len(m.m)
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	old, found := m.m[key]
	m.m[key] = f(old, found)
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	value, found := m.m[key]
	f(value, found)
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	m.mu.RLock()
	snapshot := maps.Clone(m.m)
	m.mu.RUnlock()
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
	first.mu.Lock()
	defer first.mu.Unlock()
	second.mu.Lock()
	defer second.mu.Unlock()
	value, found := from.m[key]
	if found {
		delete(from.m, key)
		to.m[key] = value
	}
	return found
}
