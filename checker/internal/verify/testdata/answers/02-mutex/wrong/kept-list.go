// wrong: callback
// explain: data-race unlocked-read
// To spare garbage Range fills a list that belongs to the map: a Range inside f fills the same list anew under the feet of the outer one; "sees keys that stay throughout exactly once".
package main

import (
	"sync"
	"sync/atomic"
)

type MutexMap struct {
	mu sync.RWMutex
	id int64
	m  map[string]any

	list []pair // Range's, kept from call to call
}

type pair struct {
	key   string
	value any
}

var lastID atomic.Int64

func NewMutexMap() *MutexMap {
	return &MutexMap{id: lastID.Add(1), m: make(map[string]any)}
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
	m.mu.Lock()
	list := m.list[:0]
	for key, value := range m.m {
		list = append(list, pair{key, value})
	}
	m.list = list
	m.mu.Unlock()
	for _, p := range list { // bug
		if !f(p.key, p.value) {
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
