// right
// All maps share one lock, so Move needs only one, too.
package main

import (
	"maps"
	"sync"
)

type MutexMap struct {
	m map[string]any
}

var all sync.RWMutex

func NewMutexMap() *MutexMap { return &MutexMap{m: map[string]any{}} }

func (m *MutexMap) lock()    { all.Lock() }
func (m *MutexMap) unlock()  { all.Unlock() }
func (m *MutexMap) rlock()   { all.RLock() }
func (m *MutexMap) runlock() { all.RUnlock() }

func (m *MutexMap) Set(key string, value any) {
	m.lock()
	defer m.unlock()
	m.m[key] = value
}

func (m *MutexMap) Get(key string) (any, bool) {
	m.rlock()
	defer m.runlock()
	value, found := m.m[key]
	return value, found
}

func (m *MutexMap) Remove(key string) {
	m.lock()
	defer m.unlock()
	delete(m.m, key)
}

func (m *MutexMap) Count() int {
	m.rlock()
	defer m.runlock()
	return len(m.m)
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.lock()
	defer m.unlock()
	old, found := m.m[key]
	m.m[key] = f(old, found)
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.rlock()
	defer m.runlock()
	value, found := m.m[key]
	f(value, found)
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	m.rlock()
	all := maps.Clone(m.m)
	m.runlock()
	for key, value := range all {
		if !f(key, value) {
			return
		}
	}
}

func Move(from, to *MutexMap, key string) bool {
	all.Lock()
	defer all.Unlock()
	value, found := from.m[key]
	if !found {
		return false
	}
	delete(from.m, key)
	to.m[key] = value
	return true
}
