// right
// A big-reader lock: each reader takes one of eight RWMutexes in turn, a writer takes all eight; each map ranks after the newest before it, and the older closes first in Move.
package main

import (
	"maps"
	"sync"
	"sync/atomic"
)

// MutexMap has eight doors: readers come through any, a writer closes all.
type MutexMap struct {
	next atomic.Uint32
	door [8]sync.RWMutex
	m    map[string]any
	rank int
}

// newest is the last map made, and makers lets one be made at a time.
var (
	makers sync.Mutex
	newest = &MutexMap{rank: -1}
)

// NewMutexMap returns an empty map.
func NewMutexMap() *MutexMap {
	makers.Lock()
	defer makers.Unlock()
	m := &MutexMap{m: make(map[string]any), rank: newest.rank + 1}
	newest = m
	return m
}

// close returns what opens the doors again.
func (m *MutexMap) close() (open func()) {
	for i := range m.door {
		m.door[i].Lock()
	}
	return func() {
		for i := range m.door {
			m.door[i].Unlock()
		}
	}
}

func (m *MutexMap) enter() (leave func()) {
	door := &m.door[m.next.Add(1)%uint32(len(m.door))]
	door.RLock()
	return door.RUnlock
}

func (m *MutexMap) Set(key string, value any) {
	defer m.close()()
	m.m[key] = value
}

func (m *MutexMap) Get(key string) (any, bool) {
	defer m.enter()()
	value, found := m.m[key]
	return value, found
}

func (m *MutexMap) Remove(key string) {
	defer m.close()()
	delete(m.m, key)
}

func (m *MutexMap) Count() int {
	defer m.enter()()
	return len(m.m)
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	defer m.close()()
	old, found := m.m[key]
	m.m[key] = f(old, found)
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	defer m.enter()()
	value, found := m.m[key]
	f(value, found)
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	leave := m.enter()
	all := maps.Clone(m.m)
	leave()
	for key, value := range all {
		if !f(key, value) {
			return
		}
	}
}

// Move closes both maps, the older first.
func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, found := from.Get(key)
		return found
	}
	if from.rank < to.rank {
		defer from.close()()
		defer to.close()()
	} else {
		defer to.close()()
		defer from.close()()
	}
	value, found := from.m[key]
	if found {
		delete(from.m, key)
		to.m[key] = value
	}
	return found
}
