// right
// No Go map inside: a sorted slice, which Range walks live with a cursor and a birth stamp (no copy at all), and a Move that blocks on one lock, tries the other, and changes places when that one is taken.
package main

import (
	"cmp"
	"runtime"
	"slices"
	"sync"
)

type entry struct {
	key   string
	value any
	born  uint64 // which insertion of its map it was
}

type MutexMap struct {
	mu      sync.RWMutex
	births  uint64
	entries []entry // by key
}

func NewMutexMap() *MutexMap { return &MutexMap{} }

// search needs the lock, as do lookup, put and drop.
func (m *MutexMap) search(key string) (int, bool) {
	return slices.BinarySearchFunc(m.entries, key, func(e entry, key string) int { return cmp.Compare(e.key, key) })
}

func (m *MutexMap) lookup(key string) (any, bool) {
	if i, found := m.search(key); found {
		return m.entries[i].value, true
	}
	return nil, false
}

func (m *MutexMap) put(key string, value any) {
	i, found := m.search(key)
	if found {
		m.entries[i].value = value
		return
	}
	m.births++
	m.entries = slices.Insert(m.entries, i, entry{key, value, m.births})
}

func (m *MutexMap) drop(key string) {
	if i, found := m.search(key); found {
		m.entries = slices.Delete(m.entries, i, i+1)
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
	return len(m.entries)
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
	m.mu.RLock()
	youngest := m.births
	m.mu.RUnlock()
	e, ok := m.next("", true, youngest)
	for ok && f(e.key, e.value) {
		e, ok = m.next(e.key, false, youngest)
	}
}

// next is the first entry after key (or at it, if so wanted) that is not younger than youngest.
func (m *MutexMap) next(key string, at bool, youngest uint64) (entry, bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	i, found := m.search(key)
	if found && !at {
		i++
	}
	for ; i < len(m.entries); i++ {
		if m.entries[i].born <= youngest {
			return m.entries[i], true
		}
	}
	return entry{}, false
}

func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, found := from.Get(key)
		return found
	}
	mine, other := &from.mu, &to.mu
	mine.Lock()
	for !other.TryLock() {
		mine.Unlock()
		runtime.Gosched()
		mine, other = other, mine // wait for the one that was taken
		mine.Lock()
	}
	defer from.mu.Unlock()
	defer to.mu.Unlock()
	value, found := from.lookup(key)
	if found {
		from.drop(key)
		to.put(key, value)
	}
	return found
}
