// wrong: atomic
// The lock of a map is made at its first use and found in a registry by Load, then Store: two first calls at once make two locks, and each keeps its own; "every method locks the same lock".
package main

import (
	"maps"
	"sync"
	"sync/atomic"
)

type MutexMap struct {
	id int64
	m  map[string]any
}

var (
	lastID atomic.Int64
	locks  sync.Map // *MutexMap -> *sync.RWMutex; most maps never meet a second goroutine
)

func NewMutexMap() *MutexMap {
	return &MutexMap{id: lastID.Add(1), m: make(map[string]any)}
}

func (m *MutexMap) lock() *sync.RWMutex {
	if l, ok := locks.Load(m); ok {
		return l.(*sync.RWMutex)
	}
	l := new(sync.RWMutex)
	locks.Store(m, l)
	return l
}

func (m *MutexMap) Set(key string, value any) {
	l := m.lock()
	l.Lock()
	defer l.Unlock()
	m.m[key] = value
}

func (m *MutexMap) Get(key string) (any, bool) {
	l := m.lock()
	l.RLock()
	defer l.RUnlock()
	value, found := m.m[key]
	return value, found
}

func (m *MutexMap) Remove(key string) {
	l := m.lock()
	l.Lock()
	defer l.Unlock()
	delete(m.m, key)
}

func (m *MutexMap) Count() int {
	l := m.lock()
	l.RLock()
	defer l.RUnlock()
	return len(m.m)
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	l := m.lock()
	l.Lock()
	defer l.Unlock()
	old, found := m.m[key]
	m.m[key] = f(old, found)
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	l := m.lock()
	l.RLock()
	defer l.RUnlock()
	value, found := m.m[key]
	f(value, found)
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	l := m.lock()
	l.RLock()
	then := maps.Clone(m.m)
	l.RUnlock()
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
	first, second := a.lock(), b.lock()
	first.Lock()
	second.Lock()
	return func() {
		second.Unlock()
		first.Unlock()
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
