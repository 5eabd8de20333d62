// wrong: readers
// A writer that waits for the views asks once (if, not for) after it is woken: where a new view comes in between the wake-up and the moment the writer has the mutex again, the writer writes while that view is inside: breaks "a writer waits for them".
package main

import (
	"maps"
	"sync"
	"sync/atomic"
)

// MutexMap is a map that many goroutines use at once. Writers hold mu; a view
// holds it only to come in and to go.
type MutexMap struct {
	id    uint64
	mu    sync.Mutex
	empty *sync.Cond // nobody inside
	views int
	m     map[string]any
}

var lastID atomic.Uint64

// NewMutexMap returns an empty map.
func NewMutexMap() *MutexMap {
	m := &MutexMap{id: lastID.Add(1), m: make(map[string]any)}
	m.empty = sync.NewCond(&m.mu)
	return m
}

// lock is for writers.
func (m *MutexMap) lock() {
	m.mu.Lock()
	if m.views > 0 { // bug
		m.empty.Wait()
	}
}

// Set stores value under key.
func (m *MutexMap) Set(key string, value any) {
	m.lock()
	defer m.mu.Unlock()
	m.m[key] = value
}

// Get returns the value under key, and whether there is one.
func (m *MutexMap) Get(key string) (any, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	value, found := m.m[key]
	return value, found
}

// Remove deletes key.
func (m *MutexMap) Remove(key string) {
	m.lock()
	defer m.mu.Unlock()
	delete(m.m, key)
}

// Count returns the number of keys.
func (m *MutexMap) Count() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.m)
}

// Update replaces the value under key by what f makes of it, in one step.
func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.lock()
	defer m.mu.Unlock()
	old, found := m.m[key]
	m.m[key] = f(old, found)
}

// View shows f the value under key.
func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.mu.Lock()
	value, found := m.m[key]
	m.views++
	m.mu.Unlock()

	defer m.leave()
	f(value, found)
}

func (m *MutexMap) leave() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.views--
	if m.views == 0 {
		m.empty.Broadcast()
	}
}

// Range calls f for each key, until f returns false.
func (m *MutexMap) Range(f func(key string, value any) bool) {
	m.mu.Lock()
	now := maps.Clone(m.m)
	m.mu.Unlock()
	for key, value := range now {
		if !f(key, value) {
			return
		}
	}
}

// Move takes key out of from and puts it, with its value, into to.
func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, found := from.Get(key)
		return found
	}
	first, second := from, to
	if second.id < first.id {
		first, second = second, first
	}
	first.lock()
	defer first.mu.Unlock()
	second.lock()
	defer second.mu.Unlock()

	value, found := from.m[key]
	if !found {
		return false
	}
	delete(from.m, key)
	to.m[key] = value
	return true
}
