// wrong: unlock
// A view whose f panics signs out but does not wake the writers that are already waiting for it (the normal way out does): a Set that waits as the view panics goes on waiting although nobody is inside: breaks "after them the map still answers"; a Set that comes after the panic is answered.
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
	for m.views > 0 {
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

	func() {
		defer m.leave() // a panic of f must not leave the view signed in
		f(value, found)
	}()

	m.empty.Broadcast() // bug
}

func (m *MutexMap) leave() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.views--
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
