// right
// Copy on write: Get, Count and Range read an unchanging map through an atomic pointer and never wait, not even for an Update that is inside f; only View and the writers share an RWMutex.
package main

import (
	"maps"
	"sync"
	"sync/atomic"
)

type MutexMap struct {
	views sync.RWMutex // views hold it for reading, writers for writing
	now   atomic.Pointer[map[string]any]
	born  int64
}

var births atomic.Int64

func NewMutexMap() *MutexMap {
	m := &MutexMap{born: births.Add(1)}
	m.now.Store(&map[string]any{})
	return m
}

// with stores a copy that has key too; the caller holds views.
func (m *MutexMap) with(key string, value any) {
	next := maps.Clone(*m.now.Load())
	next[key] = value
	m.now.Store(&next)
}

func (m *MutexMap) without(key string) {
	next := maps.Clone(*m.now.Load())
	delete(next, key)
	m.now.Store(&next)
}

func (m *MutexMap) Set(key string, value any) {
	m.views.Lock()
	defer m.views.Unlock()
	m.with(key, value)
}

func (m *MutexMap) Get(key string) (any, bool) {
	value, found := (*m.now.Load())[key]
	return value, found
}

func (m *MutexMap) Remove(key string) {
	m.views.Lock()
	defer m.views.Unlock()
	m.without(key)
}

func (m *MutexMap) Count() int { return len(*m.now.Load()) }

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.views.Lock()
	defer m.views.Unlock()
	m.with(key, f(m.Get(key)))
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.views.RLock()
	defer m.views.RUnlock()
	f(m.Get(key))
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	maps.All(*m.now.Load())(f)
}

func Move(from, to *MutexMap, key string) bool {
	switch {
	case from == to:
		_, found := from.Get(key)
		return found
	case from.born < to.born:
		from.views.Lock()
		to.views.Lock()
	default:
		to.views.Lock()
		from.views.Lock()
	}
	defer to.views.Unlock()
	defer from.views.Unlock()
	value, found := from.Get(key)
	if found {
		to.with(key, value)
		from.without(key)
	}
	return found
}
