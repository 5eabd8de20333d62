// wrong: callback
// Removed entries stay as gaps while a Range runs, but the first Range to end closes them even if another is still under way (one inside its f, say), which then skips keys that are there: "Range sees keys that stay throughout exactly once".
package main

import (
	"slices"
	"sync"
	"sync/atomic"
)

type entry struct {
	key   string
	value any
	gone  bool
}

// MutexMap keeps its entries in the order in which they came, so that Range
// needs no copy: while it runs, what is removed leaves a gap, and what is new
// comes behind its end.
type MutexMap struct {
	id      uint64
	mu      sync.RWMutex
	entries []entry
	index   map[string]int // place of each key that is not gone
	ranging bool           // leave gaps // bug
}

var lastID atomic.Uint64

func NewMutexMap() *MutexMap {
	return &MutexMap{id: lastID.Add(1), index: make(map[string]int)}
}

// lookup, put, drop and tidy need the lock.
func (m *MutexMap) lookup(key string) (any, bool) {
	if i, found := m.index[key]; found {
		return m.entries[i].value, true
	}
	return nil, false
}

func (m *MutexMap) put(key string, value any) {
	if i, found := m.index[key]; found {
		m.entries[i].value = value
		return
	}
	m.index[key] = len(m.entries)
	m.entries = append(m.entries, entry{key: key, value: value})
}

func (m *MutexMap) drop(key string) {
	i, found := m.index[key]
	if !found {
		return
	}
	delete(m.index, key)
	m.entries[i] = entry{gone: true}
	if !m.ranging {
		m.tidy()
	}
}

// tidy closes the gaps.
func (m *MutexMap) tidy() {
	m.entries = slices.DeleteFunc(m.entries, func(e entry) bool { return e.gone })
	for i, e := range m.entries {
		m.index[e.key] = i
	}
}

func (m *MutexMap) Set(key string, value any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.put(key, value)
}

func (m *MutexMap) Get(key string) (any, bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return m.lookup(key)
}

func (m *MutexMap) Remove(key string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.drop(key)
}

func (m *MutexMap) Count() int {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return len(m.index)
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.put(key, f(m.lookup(key)))
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	f(m.lookup(key))
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	end := m.beginRange()
	defer m.endRange()
	for i := range end {
		e, ok := m.at(i)
		if !ok {
			return
		}
		if !e.gone && !f(e.key, e.value) {
			return
		}
	}
}

func (m *MutexMap) beginRange() (end int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.ranging = true
	return len(m.entries)
}

func (m *MutexMap) endRange() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.ranging = false // bug
	m.tidy()          // bug
}

func (m *MutexMap) at(i int) (e entry, ok bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	if i >= len(m.entries) {
		return e, false
	}
	return m.entries[i], true
}

func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, found := from.Get(key)
		return found
	}
	first, second := from, to
	if second.id < first.id {
		first, second = second, first
	}
	first.mu.Lock()
	defer first.mu.Unlock()
	second.mu.Lock()
	defer second.mu.Unlock()
	value, found := from.lookup(key)
	if found {
		from.drop(key)
		to.put(key, value)
	}
	return found
}
