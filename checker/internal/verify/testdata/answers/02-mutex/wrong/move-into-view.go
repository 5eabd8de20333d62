// wrong: readers
// A view holds a lock of its own that keeps changes out, and Move takes it only for the map that it takes from: a key is moved into a map beside its views, but "no writer beside them".
package main

import (
	"maps"
	"sync"
	"sync/atomic"
)

type MutexMap struct {
	views sync.RWMutex // views read, changes write; taken before mu
	mu    sync.Mutex   // guards m, never held while f runs
	id    int64
	m     map[string]any
}

var lastID atomic.Int64

func NewMutexMap() *MutexMap {
	return &MutexMap{id: lastID.Add(1), m: make(map[string]any)}
}

func (m *MutexMap) Set(key string, value any) {
	m.views.Lock()
	defer m.views.Unlock()
	m.mu.Lock()
	defer m.mu.Unlock()
	m.m[key] = value
}

func (m *MutexMap) Get(key string) (any, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	value, found := m.m[key]
	return value, found
}

func (m *MutexMap) Remove(key string) {
	m.views.Lock()
	defer m.views.Unlock()
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.m, key)
}

func (m *MutexMap) Count() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.m)
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.views.Lock()
	defer m.views.Unlock()
	value := f(m.Get(key))
	m.mu.Lock()
	defer m.mu.Unlock()
	m.m[key] = value
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.views.RLock()
	defer m.views.RUnlock()
	f(m.Get(key))
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	m.mu.Lock()
	then := maps.Clone(m.m)
	m.mu.Unlock()
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
	from.views.Lock() // no view may lose its key
	defer from.views.Unlock()
	defer lockBoth(from, to)()
	value, found := from.m[key]
	if found {
		delete(from.m, key)
		to.m[key] = value
	}
	return found
}
