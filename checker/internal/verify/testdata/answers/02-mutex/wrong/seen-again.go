// wrong: callback
// Range takes what is there when it is called by sequence number, but its end is the live one: a key that f removes and sets again is seen a second time.
package main

import (
	"sync"
	"sync/atomic"
)

var lastMapID atomic.Uint64

// MutexMap numbers its keys in the order in which they came.
type MutexMap struct {
	mu    sync.RWMutex
	id    uint64
	m     map[string]numbered
	byNum map[int]string
	next  int
}

type numbered struct {
	value any
	num   int
}

func NewMutexMap() *MutexMap {
	return &MutexMap{id: lastMapID.Add(1), m: make(map[string]numbered), byNum: make(map[int]string)}
}

func (m *MutexMap) put(key string, value any) {
	e, found := m.m[key]
	if !found {
		e.num = m.next
		m.byNum[e.num] = key
		m.next++
	}
	e.value = value
	m.m[key] = e
}

func (m *MutexMap) drop(key string) {
	if e, found := m.m[key]; found {
		delete(m.m, key)
		delete(m.byNum, e.num)
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
	e, found := m.m[key]
	return e.value, found
}

func (m *MutexMap) Remove(key string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.drop(key)
}

func (m *MutexMap) Count() int {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return len(m.m)
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	e, found := m.m[key]
	m.put(key, f(e.value, found))
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	e, found := m.m[key]
	f(e.value, found)
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	for num := 0; ; num++ {
		m.mu.RLock()
		key, found := m.byNum[num]
		value, end := m.m[key].value, num >= m.next
		m.mu.RUnlock()
		if end || found && !f(key, value) {
			return
		}
	}
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
	e, found := from.m[key]
	if found {
		from.drop(key)
		to.put(key, e.value)
	}
	return found
}
