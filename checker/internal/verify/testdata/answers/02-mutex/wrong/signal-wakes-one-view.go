// wrong: readers
// A writer that leaves wakes one waiter only (Signal, not Broadcast), so of the views that queued up behind it the second comes in only after the first has left: breaks "n views are inside at once", wherever a writer was inside as they arrived.
package main

import (
	"maps"
	"sync"
	"sync/atomic"
)

// MutexMap is a map that many goroutines use at once, behind a readers-writer
// lock made of a mutex and a condition.
type MutexMap struct {
	id      uint64
	mu      sync.Mutex
	change  *sync.Cond // somebody may come in
	views   int        // inside now
	writing bool       // a writer is inside now
	m       map[string]any
}

var lastID atomic.Uint64

// NewMutexMap returns an empty map.
func NewMutexMap() *MutexMap {
	m := &MutexMap{id: lastID.Add(1), m: make(map[string]any)}
	m.change = sync.NewCond(&m.mu)
	return m
}

func (m *MutexMap) rlock() {
	m.mu.Lock()
	defer m.mu.Unlock()
	for m.writing {
		m.change.Wait()
	}
	m.views++
}

func (m *MutexMap) runlock() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.views--
	if m.views == 0 {
		m.change.Signal()
	}
}

func (m *MutexMap) lock() {
	m.mu.Lock()
	defer m.mu.Unlock()
	for m.writing || m.views > 0 {
		m.change.Wait()
	}
	m.writing = true
}

func (m *MutexMap) unlock() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.writing = false
	m.change.Signal() // bug
}

// Set stores value under key.
func (m *MutexMap) Set(key string, value any) {
	m.lock()
	defer m.unlock()
	m.m[key] = value
}

// Get returns the value under key, and whether there is one.
func (m *MutexMap) Get(key string) (any, bool) {
	m.rlock()
	defer m.runlock()
	value, found := m.m[key]
	return value, found
}

// Remove deletes key.
func (m *MutexMap) Remove(key string) {
	m.lock()
	defer m.unlock()
	delete(m.m, key)
}

// Count returns the number of keys.
func (m *MutexMap) Count() int {
	m.rlock()
	defer m.runlock()
	return len(m.m)
}

// Update replaces the value under key by what f makes of it, in one step.
func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.lock()
	defer m.unlock()
	old, found := m.m[key]
	m.m[key] = f(old, found)
}

// View shows f the value under key.
func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.rlock()
	defer m.runlock()
	value, found := m.m[key]
	f(value, found)
}

// Range calls f for each key, until f returns false.
func (m *MutexMap) Range(f func(key string, value any) bool) {
	m.rlock()
	now := maps.Clone(m.m)
	m.runlock()
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
	defer first.unlock()
	second.lock()
	defer second.unlock()

	value, found := from.m[key]
	if !found {
		return false
	}
	delete(from.m, key)
	to.m[key] = value
	return true
}
