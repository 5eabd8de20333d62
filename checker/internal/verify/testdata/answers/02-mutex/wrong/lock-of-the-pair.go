// wrong: order
// explain: assertion lock-order
// Moves between the same two maps exclude each other by a lock of that pair and then lock from before to, so that three moves in a ring (a to b, b to c, c to a) wait for each other for ever: "any two maps may be moved between, however many maps there are", and moves always finish.
package main

import (
	"maps"
	"sync"
)

type MutexMap struct {
	mu sync.RWMutex
	m  map[string]any
}

// pair is two maps between which keys are moved, to or fro.
type pair [2]*MutexMap

// moves has a lock for each pair: two opposite moves are never under way at once.
var moves = struct {
	sync.Mutex
	locks map[pair]*sync.Mutex
}{locks: make(map[pair]*sync.Mutex)}

func lockOf(a, b *MutexMap) *sync.Mutex {
	moves.Lock()
	defer moves.Unlock()
	l := moves.locks[pair{a, b}]
	if l == nil {
		l = new(sync.Mutex)
		moves.locks[pair{a, b}], moves.locks[pair{b, a}] = l, l
	}
	return l
}

func NewMutexMap() *MutexMap {
	return &MutexMap{m: make(map[string]any)}
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
	both := lockOf(from, to)
	both.Lock()
	defer both.Unlock()
	from.mu.Lock()
	defer from.mu.Unlock()
	to.mu.Lock() // bug
	defer to.mu.Unlock()
	value, found := from.m[key]
	if found {
		delete(from.m, key)
		to.m[key] = value
	}
	return found
}
