// right
// MutexMap is only a handle on its state; Range keeps no copy: it asks under the lock for the next key behind the last one, and passes over keys that are younger than the call.
package main

import "sync"

type entry struct {
	value any
	birth int // when the key came in; an overwritten key keeps its birth
}

type state struct {
	sync.RWMutex
	entries map[string]entry
	clock   int
	place   int
}

type MutexMap struct{ *state }

var places struct {
	sync.Mutex
	n int
}

func NewMutexMap() *MutexMap {
	places.Lock()
	defer places.Unlock()
	places.n++
	return &MutexMap{&state{entries: make(map[string]entry), place: places.n}}
}

func (s *state) put(key string, value any) {
	e, found := s.entries[key]
	if !found {
		s.clock++
		e.birth = s.clock
	}
	e.value = value
	s.entries[key] = e
}

func (m *MutexMap) Set(key string, value any) {
	m.Lock()
	defer m.Unlock()
	m.put(key, value)
}

func (m *MutexMap) Get(key string) (any, bool) {
	m.RLock()
	defer m.RUnlock()
	e, found := m.entries[key]
	return e.value, found
}

func (m *MutexMap) Remove(key string) {
	m.Lock()
	defer m.Unlock()
	delete(m.entries, key)
}

func (m *MutexMap) Count() int {
	m.RLock()
	defer m.RUnlock()
	return len(m.entries)
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.Lock()
	defer m.Unlock()
	e, found := m.entries[key]
	m.put(key, f(e.value, found))
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.RLock()
	defer m.RUnlock()
	e, found := m.entries[key]
	f(e.value, found)
}

// next returns the smallest key behind last, or the smallest of all, among those born until then.
func (m *MutexMap) next(last *string, then int) (key string, value any, found bool) {
	m.RLock()
	defer m.RUnlock()
	for k, e := range m.entries {
		if e.birth <= then && (last == nil || k > *last) && (!found || k < key) {
			key, value, found = k, e.value, true
		}
	}
	return key, value, found
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	m.RLock()
	then := m.clock
	m.RUnlock()
	for key, value, found := m.next(nil, then); found && f(key, value); key, value, found = m.next(&key, then) {
	}
}

func Move(from, to *MutexMap, key string) bool {
	a, b := from.state, to.state
	if a.place > b.place {
		a, b = b, a
	}
	a.Lock()
	defer a.Unlock()
	if a != b {
		b.Lock()
		defer b.Unlock()
	}
	e, found := from.entries[key]
	if found && a != b {
		delete(from.entries, key)
		to.put(key, e.value)
	}
	return found
}
