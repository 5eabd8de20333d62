// right
// No mutex: a turnstile, a room and a purse of seats, each a channel with room for one; the views share the room, a writer has it alone.

package main

import (
	"maps"
	"sync/atomic"
)

// MutexMap is a map that many goroutines use at once.
type MutexMap struct {
	number    int64
	turnstile chan struct{} // full while somebody goes in, or a writer is inside
	room      chan struct{} // full while a writer or any reader is inside
	readers   chan int      // holds the number of readers inside
	m         map[string]any
}

var created atomic.Int64

// NewMutexMap returns an empty map.
func NewMutexMap() *MutexMap {
	m := &MutexMap{
		number:    created.Add(1),
		turnstile: make(chan struct{}, 1),
		room:      make(chan struct{}, 1),
		readers:   make(chan int, 1),
		m:         map[string]any{},
	}
	m.readers <- 0
	return m
}

func (m *MutexMap) enterAlone() {
	m.turnstile <- struct{}{}
	m.room <- struct{}{}
}

func (m *MutexMap) leaveAlone() {
	<-m.room
	<-m.turnstile
}

func (m *MutexMap) enter() {
	m.turnstile <- struct{}{}
	readers := <-m.readers
	if readers == 0 {
		m.room <- struct{}{}
	}
	m.readers <- readers + 1
	<-m.turnstile
}

func (m *MutexMap) leave() {
	readers := <-m.readers - 1
	if readers == 0 {
		<-m.room
	}
	m.readers <- readers
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

// Remove deletes key. A key that is not there is no error.
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
	m.enter()
	copied := maps.Clone(m.m)
	m.leave()
	for key, value := range copied {
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
	low, high := from, to
	if low.number > high.number {
		low, high = high, low
	}
	low.enterAlone()
	defer low.leaveAlone()
	high.enterAlone()
	defer high.leaveAlone()
	value, found := from.m[key]
	if found {
		delete(from.m, key)
		to.m[key] = value
	}
	return found
}
