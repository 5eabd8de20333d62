// right
// Package-level state: a lock that lets one Move at a time take two locks, and an init-filled pool of key lists for Range, which asks for each value anew.
package main

import (
	"sync"
)

var (
	moving   sync.Mutex // only who has it holds two maps
	keyLists sync.Pool
)

func init() { keyLists.New = func() any { return new([]string) } }

type MutexMap struct {
	mu sync.RWMutex
	m  map[string]any
}

func NewMutexMap() *MutexMap { return &MutexMap{m: make(map[string]any)} }

func (m *MutexMap) Set(key string, value any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.m[key] = value
}

func (m *MutexMap) Get(key string) (any, bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	value, found := m.m[key]
	return value, found
}

func (m *MutexMap) Remove(key string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.m, key)
}

func (m *MutexMap) Count() int {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return len(m.m)
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	old, found := m.m[key]
	m.m[key] = f(old, found)
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	value, found := m.m[key]
	f(value, found)
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	list := keyLists.Get().(*[]string)
	defer func() {
		clear(*list)
		keyLists.Put(list)
	}()
	m.mu.RLock()
	*list = (*list)[:0]
	for key := range m.m {
		*list = append(*list, key)
	}
	m.mu.RUnlock()
	for _, key := range *list {
		if value, found := m.Get(key); found && !f(key, value) {
			return
		}
	}
}

func Move(from, to *MutexMap, key string) bool {
	moving.Lock()
	defer moving.Unlock()
	if from == to {
		_, found := from.Get(key)
		return found
	}
	from.mu.Lock()
	defer from.mu.Unlock()
	to.mu.Lock()
	defer to.mu.Unlock()
	value, found := from.m[key]
	if found {
		delete(from.m, key)
		to.m[key] = value
	}
	return found
}
