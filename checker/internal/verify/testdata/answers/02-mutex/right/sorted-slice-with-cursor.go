// right
// A sorted slice instead of a map; Range goes from key to next greater key with the lock given back in between, skipping keys born after it began; Move tries the second lock and steps back.
package main

import (
	"runtime"
	"slices"
	"strings"
	"sync"
)

type sortedEntry struct {
	key   string
	value any
	born  uint64
}

type MutexMap struct {
	mu      sync.RWMutex
	entries []sortedEntry // by key
	births  uint64
}

func NewMutexMap() *MutexMap { return new(MutexMap) }

// The methods in small letters are called with the lock held.

func (m *MutexMap) at(key string) (int, bool) {
	return slices.BinarySearchFunc(m.entries, key, func(e sortedEntry, key string) int { return strings.Compare(e.key, key) })
}

func (m *MutexMap) look(key string) (any, bool) {
	if i, found := m.at(key); found {
		return m.entries[i].value, true
	}
	return nil, false
}

func (m *MutexMap) put(key string, value any) {
	i, found := m.at(key)
	if found {
		m.entries[i].value = value
		return
	}
	m.births++
	m.entries = slices.Insert(m.entries, i, sortedEntry{key, value, m.births})
}

func (m *MutexMap) drop(key string) {
	if i, found := m.at(key); found {
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
	return m.look(key)
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
	m.put(key, f(m.look(key)))
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	f(m.look(key))
}

// next returns the first entry after the key that is not younger than born; any says that there is no key yet.
func (m *MutexMap) next(after string, any bool, born uint64) (sortedEntry, bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	i := 0
	if !any {
		var found bool
		if i, found = m.at(after); found {
			i++
		}
	}
	for ; i < len(m.entries); i++ {
		if m.entries[i].born <= born {
			return m.entries[i], true
		}
	}
	return sortedEntry{}, false
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	m.mu.RLock()
	born := m.births
	m.mu.RUnlock()
	e, more := m.next("", true, born)
	for more && f(e.key, e.value) {
		e, more = m.next(e.key, false, born)
	}
}

func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, found := from.Get(key)
		return found
	}
	a, b := from, to
	for {
		a.mu.Lock()
		if b.mu.TryLock() {
			break
		}
		a.mu.Unlock()
		runtime.Gosched()
		a, b = b, a // wait for the one that was busy
	}
	defer a.mu.Unlock()
	defer b.mu.Unlock()
	value, found := from.look(key)
	if found {
		from.drop(key)
		to.put(key, value)
	}
	return found
}
