// right
// No lock is held across a call: each caller appends a turn to a chain and waits until the turn before it is over; views that come together share one turn.
package main

import (
	"maps"
	"sync"
	"sync/atomic"
)

// turn is somebody's time with the map: one writer's, or several readers'.
type turn struct {
	begin  <-chan struct{} // closed when the turn before is over
	over   chan struct{}   // closed when this one is
	shared bool
	users  int // guarded by the map's chain
}

// MutexMap is a map that many goroutines use at once.
type MutexMap struct {
	id    uint64
	chain sync.Mutex
	last  *turn
	m     map[string]any // whose turn it is may use it
}

var made atomic.Uint64

// NewMutexMap returns an empty map.
func NewMutexMap() *MutexMap {
	past := &turn{over: make(chan struct{})}
	close(past.over)
	return &MutexMap{id: made.Add(1), last: past, m: make(map[string]any)}
}

func (m *MutexMap) join(shared bool) *turn {
	m.chain.Lock()
	t := m.last
	if shared && t.shared && t.users > 0 {
		t.users++
	} else {
		t = &turn{begin: t.over, over: make(chan struct{}), shared: shared, users: 1}
		m.last = t
	}
	m.chain.Unlock()
	<-t.begin
	return t
}

func (m *MutexMap) leave(t *turn) {
	m.chain.Lock()
	defer m.chain.Unlock()
	if t.users--; t.users == 0 {
		close(t.over)
	}
}

// Set stores value under key.
func (m *MutexMap) Set(key string, value any) {
	defer m.leave(m.join(false))
	m.m[key] = value
}

// Get returns the value under key, and whether there is one.
func (m *MutexMap) Get(key string) (any, bool) {
	defer m.leave(m.join(true))
	value, found := m.m[key]
	return value, found
}

// Remove deletes key.
func (m *MutexMap) Remove(key string) {
	defer m.leave(m.join(false))
	delete(m.m, key)
}

// Count returns the number of keys.
func (m *MutexMap) Count() int {
	defer m.leave(m.join(true))
	return len(m.m)
}

// Update replaces the value under key by what f makes of it, in one step.
func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	defer m.leave(m.join(false))
	old, found := m.m[key]
	m.m[key] = f(old, found)
}

// View shows f the value under key.
func (m *MutexMap) View(key string, f func(value any, found bool)) {
	defer m.leave(m.join(true))
	value, found := m.m[key]
	f(value, found)
}

func (m *MutexMap) clone() map[string]any {
	defer m.leave(m.join(true))
	return maps.Clone(m.m)
}

// Range calls f for each key, until f returns false.
func (m *MutexMap) Range(f func(key string, value any) bool) {
	for key, value := range m.clone() {
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
	if first.id > second.id {
		first, second = second, first
	}
	defer first.leave(first.join(false))
	defer second.leave(second.join(false))

	value, found := from.m[key]
	if !found {
		return false
	}
	delete(from.m, key)
	to.m[key] = value
	return true
}
