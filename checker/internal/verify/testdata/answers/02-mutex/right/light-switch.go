// right
// The first view locks the room's mutex for all views and the last one, in another goroutine, unlocks it; Get, Count and Range are views; a map gets its number at its first Move only.
package main

import (
	"sync"
	"sync/atomic"
)

// MutexMap is a map that many goroutines use at once.
type MutexMap struct {
	number func() uint64

	turnstile sync.Mutex // a writer that waits holds up the views after it
	room      sync.Mutex // held by one writer, or by the views together

	lobby  sync.Mutex
	inside int // views in the room; guarded by lobby

	m map[string]any // guarded by room
}

var tickets atomic.Uint64

// NewMutexMap returns an empty map.
func NewMutexMap() *MutexMap {
	return &MutexMap{
		number: sync.OnceValue(func() uint64 { return tickets.Add(1) }),
		m:      make(map[string]any),
	}
}

func (m *MutexMap) enter() {
	m.turnstile.Lock()
	m.turnstile.Unlock() //nolint:staticcheck // just to pass it

	m.lobby.Lock()
	defer m.lobby.Unlock()
	if m.inside == 0 {
		m.room.Lock()
	}
	m.inside++
}

func (m *MutexMap) leave() {
	m.lobby.Lock()
	defer m.lobby.Unlock()
	m.inside--
	if m.inside == 0 {
		m.room.Unlock()
	}
}

func (m *MutexMap) enterAlone() {
	m.turnstile.Lock()
	m.room.Lock()
}

func (m *MutexMap) leaveAlone() {
	m.room.Unlock()
	m.turnstile.Unlock()
}

// Set stores value under key.
func (m *MutexMap) Set(key string, value any) {
	m.Update(key, func(any, bool) any { return value })
}

// Get returns the value under key, and whether there is one.
func (m *MutexMap) Get(key string) (value any, found bool) {
	m.View(key, func(v any, ok bool) { value, found = v, ok })
	return value, found
}

// Remove deletes key.
func (m *MutexMap) Remove(key string) {
	m.enterAlone()
	defer m.leaveAlone()
	delete(m.m, key)
}

// Count returns the number of keys.
func (m *MutexMap) Count() int {
	m.enter()
	defer m.leave()
	return len(m.m)
}

// Update replaces the value under key by what f makes of it, in one step.
func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.enterAlone()
	defer m.leaveAlone()
	old, found := m.m[key]
	m.m[key] = f(old, found)
}

// View shows f the value under key.
func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.enter()
	defer m.leave()
	value, found := m.m[key]
	f(value, found)
}

// Range calls f for each key, until f returns false.
func (m *MutexMap) Range(f func(key string, value any) bool) {
	var calls []func() bool
	m.enter()
	for key, value := range m.m {
		calls = append(calls, func() bool { return f(key, value) })
	}
	m.leave()
	for _, call := range calls {
		if !call() {
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
	if second.number() < first.number() {
		first, second = second, first
	}
	first.enterAlone()
	defer first.leaveAlone()
	second.enterAlone()
	defer second.leaveAlone()

	value, found := from.m[key]
	if !found {
		return false
	}
	delete(from.m, key)
	to.m[key] = value
	return true
}
