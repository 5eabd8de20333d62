// right
// Right: Move locks one map, tries the other, and when that is taken lets go of the first and waits for the other; it never waits while it holds something.
package main

import (
	"maps"
	"runtime"
	"sync"
)

type MutexMap struct {
	sync.RWMutex
	values []any
	index  map[string]int
}

func NewMutexMap() *MutexMap {
	m := &MutexMap{}
	m.index = make(map[string]int)
	return m
}

func (m *MutexMap) lookup(key string) (value any, found bool) {
	if i, ok := m.index[key]; ok {
		value, found = m.values[i], ok
	}
	return
}

func (m *MutexMap) put(key string, value any) {
	if i, found := m.index[key]; found {
		m.values[i] = value
		return
	}
	m.index[key], m.values = len(m.values), append(m.values, value)
}

func (m *MutexMap) drop(key string) {
	i, found := m.index[key]
	if !found {
		return
	}
	last := len(m.values) - 1
	for k, j := range m.index {
		if j == last {
			m.index[k], m.values[i] = i, m.values[last]
			break
		}
	}
	delete(m.index, key)
	m.values[last], m.values = nil, m.values[:last]
}

func (m *MutexMap) Set(key string, value any) {
	m.Lock()
	defer m.Unlock()
	m.put(key, value)
}

func (m *MutexMap) Get(key string) (any, bool) {
	m.RLock()
	defer m.RUnlock()
	return m.lookup(key)
}

func (m *MutexMap) Remove(key string) {
	m.Lock()
	defer m.Unlock()
	m.drop(key)
}

func (m *MutexMap) Count() int {
	m.RLock()
	defer m.RUnlock()
	return len(m.values)
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.Lock()
	defer m.Unlock()
	m.put(key, f(m.lookup(key)))
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.RLock()
	defer m.RUnlock()
	f(m.lookup(key))
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	m.RLock()
	index, values := maps.Clone(m.index), append([]any(nil), m.values...)
	m.RUnlock()
	for key, i := range index {
		if !f(key, values[i]) {
			return
		}
	}
}

func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, found := from.Get(key)
		return found
	}
	one, other := from, to
	for one.Lock(); !other.TryLock(); one.Lock() {
		one.Unlock()
		runtime.Gosched()
		one, other = other, one
	}
	defer one.Unlock()
	defer other.Unlock()
	value, found := from.lookup(key)
	if found {
		to.put(key, value)
		from.drop(key)
	}
	return found
}
