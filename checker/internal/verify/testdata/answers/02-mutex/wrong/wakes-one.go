// wrong: readers
// A readers-writer lock from a Cond whose writer wakes one waiter only: views that have queued up behind a writer come in one by one; "at least eight views are inside at once".
package main

import (
	"maps"
	"sync"
	"sync/atomic"
)

type MutexMap struct {
	mu rwLock
	id int64
	m  map[string]any
}

var lastID atomic.Int64

func NewMutexMap() *MutexMap {
	m := &MutexMap{id: lastID.Add(1), m: make(map[string]any)}
	m.mu.free = sync.NewCond(&m.mu.mu)
	return m
}

// rwLock is a lock for many readers or one writer.
type rwLock struct {
	mu      sync.Mutex
	free    *sync.Cond
	readers int
	writing bool
}

func (l *rwLock) RLock() {
	l.mu.Lock()
	for l.writing {
		l.free.Wait()
	}
	l.readers++
	l.mu.Unlock()
}

func (l *rwLock) RUnlock() {
	l.mu.Lock()
	if l.readers--; l.readers == 0 {
		l.free.Signal()
	}
	l.mu.Unlock()
}

func (l *rwLock) Lock() {
	l.mu.Lock()
	for l.writing || l.readers > 0 {
		l.free.Wait()
	}
	l.writing = true
	l.mu.Unlock()
}

func (l *rwLock) Unlock() {
	l.mu.Lock()
	l.writing = false
	l.free.Signal()
	l.mu.Unlock()
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
	then := maps.Clone(m.m)
	m.mu.RUnlock()
	for key, value := range then {
		if !f(key, value) {
			return
		}
	}
}

// lockBoth locks two different maps, the older one first.
func lockBoth(a, b *MutexMap) (unlock func()) {
	if a.id > b.id {
		a, b = b, a
	}
	a.mu.Lock()
	b.mu.Lock()
	return func() {
		b.mu.Unlock()
		a.mu.Unlock()
	}
}

func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, found := from.Get(key)
		return found
	}
	defer lockBoth(from, to)()
	value, found := from.m[key]
	if found {
		delete(from.m, key)
		to.m[key] = value
	}
	return found
}
