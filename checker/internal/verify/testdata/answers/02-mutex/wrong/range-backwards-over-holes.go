// wrong: callback
// Contract: Range "sees each key that was there at the call at most once". Range walks places backwards, and a removed key's place is taken by the last key: when f removes a key that is not yet seen, a seen one comes there and is seen again (removing the present key is harmless).
package main

import (
	"sync"
	"sync/atomic"
)

type MutexMap struct {
	sync.RWMutex
	id     int64
	keys   []string
	values []any // of the same places
	index  map[string]int
}

var made atomic.Int64

func NewMutexMap() *MutexMap {
	m := &MutexMap{id: made.Add(1)}
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
	m.index[key], m.keys, m.values = len(m.keys), append(m.keys, key), append(m.values, value)
}

func (m *MutexMap) drop(key string) {
	i, found := m.index[key]
	if !found {
		return
	}
	last := len(m.keys) - 1 // takes the place that gets free
	m.keys[i], m.values[i] = m.keys[last], m.values[last]
	m.index[m.keys[i]] = i
	delete(m.index, key)
	m.values[last] = nil
	m.keys, m.values = m.keys[:last], m.values[:last]
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
	at := func(i int) (key string, value any, ok bool) {
		m.RLock()
		defer m.RUnlock()
		if i < len(m.keys) {
			key, value, ok = m.keys[i], m.values[i], true
		}
		return
	}
	for i := m.Count() - 1; i >= 0; i-- { // backwards: what drop moves down has been seen
		key, value, ok := at(i) // bug
		if ok && !f(key, value) {
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
	if one.id > other.id {
		one, other = other, one
	}
	one.Lock()
	other.Lock()
	defer one.Unlock()
	defer other.Unlock()
	value, found := from.lookup(key)
	if found {
		to.put(key, value)
		from.drop(key)
	}
	return found
}
