// right
// An RWMutex a map, and one package-level mutex that lets only one Move at a time hold two of them; Range takes the keys and asks for each again, so that it shows present values and skips what is gone.
package main

import "sync"

type MutexMap struct {
	sync.RWMutex
	pairs map[string]any
}

var moving sync.Mutex // whoever holds two maps at once holds this before

func NewMutexMap() *MutexMap { return new(MutexMap) }

func (m *MutexMap) Set(key string, value any) {
	m.Lock()
	defer m.Unlock()
	m.put(key, value)
}

func (m *MutexMap) put(key string, value any) {
	if m.pairs == nil {
		m.pairs = map[string]any{}
	}
	m.pairs[key] = value
}

func (m *MutexMap) Get(key string) (value any, found bool) {
	m.View(key, func(v any, ok bool) { value, found = v, ok })
	return
}

func (m *MutexMap) Remove(key string) {
	m.Lock()
	defer m.Unlock()
	delete(m.pairs, key)
}

func (m *MutexMap) Count() int {
	m.RLock()
	defer m.RUnlock()
	return len(m.pairs)
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.Lock()
	defer m.Unlock()
	old, found := m.pairs[key]
	m.put(key, f(old, found))
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.RLock()
	defer m.RUnlock()
	value, found := m.pairs[key]
	f(value, found)
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	for _, key := range m.keys() {
		if value, found := m.Get(key); found && !f(key, value) {
			return
		}
	}
}

func (m *MutexMap) keys() []string {
	m.RLock()
	defer m.RUnlock()
	keys := make([]string, 0, len(m.pairs))
	for key := range m.pairs {
		keys = append(keys, key)
	}
	return keys
}

func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, found := from.Get(key)
		return found
	}
	moving.Lock()
	defer moving.Unlock()
	from.Lock()
	defer from.Unlock()
	to.Lock()
	defer to.Unlock()
	value, found := from.pairs[key]
	if found {
		delete(from.pairs, key)
		to.put(key, value)
	}
	return found
}
