// wrong: readers
// A writer waits until all sixteen seats are free, and a seventeenth view, which finds no seat, is inside without one.

package main

import (
	"maps"
	"sync"
	"sync/atomic"
)

// MutexMap is a map that many goroutines use at once. Readers sit down, and a
// writer waits until nobody sits.
type MutexMap struct {
	id      uint64 // its place in the order in which Move locks two maps
	mu      sync.Mutex
	changed *sync.Cond
	seats   [16]bool
	writing bool
	m       map[string]any
}

// lastID is the id of the newest map.
var lastID atomic.Uint64

// NewMutexMap returns an empty map.
func NewMutexMap() *MutexMap {
	m := &MutexMap{id: lastID.Add(1), m: make(map[string]any)}
	m.changed = sync.NewCond(&m.mu)
	return m
}

// lock waits until nobody is inside, and goes in to write.
func (m *MutexMap) lock() {
	m.mu.Lock()
	defer m.mu.Unlock()
	for m.writing || m.seats != [16]bool{} {
		m.changed.Wait()
	}
	m.writing = true
}

func (m *MutexMap) unlock() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.writing = false
	m.changed.Broadcast()
}

// sit waits until nobody writes, and takes a seat. It returns what frees the seat.
func (m *MutexMap) sit() (stand func()) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for m.writing {
		m.changed.Wait()
	}
	for i, taken := range m.seats {
		if !taken {
			m.seats[i] = true
			return func() { m.stand(i) }
		}
	}
	return func() {} // bug
}

func (m *MutexMap) stand(i int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.seats[i] = false
	m.changed.Broadcast()
}

// Set stores value under key.
func (m *MutexMap) Set(key string, value any) {
	m.lock()
	defer m.unlock()
	m.m[key] = value
}

// Get returns the value under key, and whether there is one.
func (m *MutexMap) Get(key string) (value any, found bool) {
	m.quickly(func() { value, found = m.m[key] })
	return value, found
}

// quickly runs read while nobody writes; it needs no seat.
func (m *MutexMap) quickly(read func()) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for m.writing {
		m.changed.Wait()
	}
	read()
}

// Remove deletes key. A key that is not there is no error.
func (m *MutexMap) Remove(key string) {
	m.lock()
	defer m.unlock()
	delete(m.m, key)
}

// Count returns the number of keys.
func (m *MutexMap) Count() (n int) {
	m.quickly(func() { n = len(m.m) })
	return n
}

// Update replaces the value under key by what f makes of it, in one step.
func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.lock()
	defer m.unlock()
	old, found := m.m[key]
	m.m[key] = f(old, found)
}

// View shows f the value under key. Views run side by side, no writer beside them.
func (m *MutexMap) View(key string, f func(value any, found bool)) {
	defer m.sit()()
	value, found := m.Get(key)
	f(value, found)
}

// Range calls f for each key, until f returns false.
func (m *MutexMap) Range(f func(key string, value any) bool) {
	var snapshot map[string]any
	m.quickly(func() { snapshot = maps.Clone(m.m) })
	for key, value := range snapshot {
		if !f(key, value) {
			return
		}
	}
}

// lockBoth locks two maps, the older one first.
func lockBoth(a, b *MutexMap) {
	if b.id < a.id {
		a, b = b, a
	}
	a.lock()
	b.lock()
}

// Move takes key out of from and puts it, with its value, into to.
func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, found := from.Get(key)
		return found
	}
	lockBoth(from, to)
	defer from.unlock()
	defer to.unlock()
	value, found := from.m[key]
	if !found {
		return false
	}
	delete(from.m, key)
	to.m[key] = value
	return true
}
