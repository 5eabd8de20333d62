// wrong: readers
// Set replaces a value by removing it in one critical section and storing the new one in the next: a view in between does not find the key.
package main

import (
	"sync"
	"sync/atomic"
)

var sequence atomic.Int64

type MutexMap struct {
	place int64
	long  sync.RWMutex // views: read; Set, Remove, Update, Move: write
	short sync.Mutex   // guards m; never held while a callback runs
	m     map[string]any
}

func NewMutexMap() *MutexMap {
	return &MutexMap{place: sequence.Add(1), m: make(map[string]any)}
}

func (m *MutexMap) Get(key string) (any, bool) {
	m.short.Lock()
	defer m.short.Unlock()
	value, found := m.m[key]
	return value, found
}

func (m *MutexMap) put(key string, value any) {
	m.short.Lock()
	defer m.short.Unlock()
	m.m[key] = value
}

func (m *MutexMap) drop(key string) {
	m.short.Lock()
	defer m.short.Unlock()
	delete(m.m, key)
}

func (m *MutexMap) Set(key string, value any) {
	m.Remove(key)
	m.long.Lock()
	defer m.long.Unlock()
	m.put(key, value)
}

func (m *MutexMap) Remove(key string) {
	m.long.Lock()
	defer m.long.Unlock()
	m.drop(key)
}

func (m *MutexMap) Count() int {
	m.short.Lock()
	defer m.short.Unlock()
	return len(m.m)
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.long.Lock()
	defer m.long.Unlock()
	m.put(key, f(m.Get(key)))
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.long.RLock()
	defer m.long.RUnlock()
	f(m.Get(key))
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	m.short.Lock()
	todo := make(map[string]any, len(m.m))
	for key, value := range m.m {
		todo[key] = value
	}
	m.short.Unlock()
	for key, value := range todo {
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
	if from.place < to.place {
		from.long.Lock()
		to.long.Lock()
	} else {
		to.long.Lock()
		from.long.Lock()
	}
	defer from.long.Unlock()
	defer to.long.Unlock()
	value, found := from.Get(key)
	if found {
		to.put(key, value)
		from.drop(key)
	}
	return found
}
