// right
// Three plain mutexes instead of a RWMutex: the first reader locks the room, the last one unlocks it (often another goroutine than the one that locked), and writers and readers pass one turnstile.
package main

import (
	"maps"
	"slices"
	"sync"
	"sync/atomic"
)

type MutexMap struct {
	number    int64
	turnstile sync.Mutex // a writer keeps it, a reader passes through
	room      sync.Mutex // a writer's, or all readers' together
	counting  sync.Mutex // guards readers
	readers   int
	m         map[string]any
}

var numbers atomic.Int64

func NewMutexMap() *MutexMap {
	return &MutexMap{number: numbers.Add(1), m: map[string]any{}}
}

func (m *MutexMap) read() (done func()) {
	m.turnstile.Lock()
	m.turnstile.Unlock()
	m.counting.Lock()
	if m.readers++; m.readers == 1 {
		m.room.Lock()
	}
	m.counting.Unlock()
	return func() {
		m.counting.Lock()
		if m.readers--; m.readers == 0 {
			m.room.Unlock()
		}
		m.counting.Unlock()
	}
}

func (m *MutexMap) write() (done func()) {
	m.turnstile.Lock()
	m.room.Lock()
	return func() {
		m.room.Unlock()
		m.turnstile.Unlock()
	}
}

func (m *MutexMap) Set(key string, value any) {
	defer m.write()()
	m.m[key] = value
}

func (m *MutexMap) Get(key string) (any, bool) {
	defer m.read()()
	value, found := m.m[key]
	return value, found
}

func (m *MutexMap) Remove(key string) {
	defer m.write()()
	delete(m.m, key)
}

func (m *MutexMap) Count() int {
	defer m.read()()
	return len(m.m)
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	defer m.write()()
	old, found := m.m[key]
	m.m[key] = f(old, found)
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	defer m.read()()
	value, found := m.m[key]
	f(value, found)
}

func (m *MutexMap) keys() []string {
	defer m.read()()
	return slices.Sorted(maps.Keys(m.m))
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	for _, key := range m.keys() {
		value, found := m.Get(key)
		if found && !f(key, value) {
			return
		}
	}
}

func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, found := from.Get(key)
		return found
	}
	both := []*MutexMap{from, to}
	slices.SortFunc(both, func(a, b *MutexMap) int { return int(b.number - a.number) })
	for _, m := range both {
		defer m.write()()
	}
	value, found := from.m[key]
	if found {
		delete(from.m, key)
		to.m[key] = value
	}
	return found
}
