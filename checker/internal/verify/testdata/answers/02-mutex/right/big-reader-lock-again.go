// right
// A big-reader lock: four RWMutexes per map, a reader takes whichever one is next in turn, a writer takes all four in order.
package main

import (
	"sync"
	"sync/atomic"
)

const gates = 4

type gate struct {
	sync.RWMutex
	_ [64]byte // a cache line of its own
}

// MutexMap is a map that many goroutines use at once.
type MutexMap struct {
	id   uint64
	turn atomic.Uint32
	gate [gates]gate
	m    map[string]any
}

var born atomic.Uint64

// NewMutexMap returns an empty map.
func NewMutexMap() *MutexMap {
	return &MutexMap{id: born.Add(1), m: map[string]any{}}
}

// enter locks one gate for reading and returns it.
func (m *MutexMap) enter() *gate {
	g := &m.gate[m.turn.Add(1)%gates]
	g.RLock()
	return g
}

// shut locks every gate, so that nobody reads; the result opens them again.
func (m *MutexMap) shut() (open func()) {
	for i := range m.gate {
		m.gate[i].Lock()
	}
	return func() {
		for i := range m.gate {
			m.gate[i].Unlock()
		}
	}
}

// Set stores value under key.
func (m *MutexMap) Set(key string, value any) {
	defer m.shut()()
	m.m[key] = value
}

// Get returns the value under key, and whether there is one.
func (m *MutexMap) Get(key string) (any, bool) {
	defer m.enter().RUnlock()
	value, found := m.m[key]
	return value, found
}

// Remove deletes key.
func (m *MutexMap) Remove(key string) {
	defer m.shut()()
	delete(m.m, key)
}

// Count returns the number of keys.
func (m *MutexMap) Count() int {
	defer m.enter().RUnlock()
	return len(m.m)
}

// Update replaces the value under key by what f makes of it, in one step.
func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	defer m.shut()()
	old, found := m.m[key]
	m.m[key] = f(old, found)
}

// View shows f the value under key.
func (m *MutexMap) View(key string, f func(value any, found bool)) {
	defer m.enter().RUnlock()
	value, found := m.m[key]
	f(value, found)
}

type pair struct {
	key   string
	value any
}

func (m *MutexMap) pairs() []pair {
	defer m.enter().RUnlock()
	all := make([]pair, 0, len(m.m))
	for key, value := range m.m {
		all = append(all, pair{key, value})
	}
	return all
}

// Range calls f for each key, until f returns false.
func (m *MutexMap) Range(f func(key string, value any) bool) {
	for _, p := range m.pairs() {
		if !f(p.key, p.value) {
			return
		}
	}
}

// Move takes key out of from and puts it, with its value, into to.
func Move(from, to *MutexMap, key string) bool {
	switch {
	case from == to:
		_, found := from.Get(key)
		return found
	case from.id < to.id:
		defer from.shut()()
		defer to.shut()()
	default:
		defer to.shut()()
		defer from.shut()()
	}
	value, found := from.m[key]
	if found {
		delete(from.m, key)
		to.m[key] = value
	}
	return found
}
