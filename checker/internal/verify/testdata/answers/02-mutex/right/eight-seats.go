// right
// Only channels as locks: a view takes one of exactly eight seats, a writer all eight, and Get and Count go by another door, so they are answered even while Update's f thinks.
package main

import (
	"maps"
	"sync/atomic"
)

const seats = 8

// MutexMap is a map that many goroutines use at once. Who reads m holds a seat
// or the pen; who writes m holds the door, every seat, and the pen.
type MutexMap struct {
	id   uint64
	door chan struct{} // one writer at a time sits down
	seat chan struct{}
	pen  chan struct{}
	m    map[string]any
}

var numbers atomic.Uint64

// NewMutexMap returns an empty map.
func NewMutexMap() *MutexMap {
	return &MutexMap{
		id:   numbers.Add(1),
		door: make(chan struct{}, 1),
		seat: make(chan struct{}, seats),
		pen:  make(chan struct{}, 1),
		m:    make(map[string]any),
	}
}

func (m *MutexMap) takeAllSeats() {
	m.door <- struct{}{}
	for range seats {
		m.seat <- struct{}{}
	}
}

func (m *MutexMap) leaveAllSeats() {
	for range seats {
		<-m.seat
	}
	<-m.door
}

// withPen runs quick, which neither waits nor calls anybody's function.
func (m *MutexMap) withPen(quick func()) {
	m.pen <- struct{}{}
	quick()
	<-m.pen
}

// Set stores value under key.
func (m *MutexMap) Set(key string, value any) {
	m.takeAllSeats()
	defer m.leaveAllSeats()
	m.withPen(func() { m.m[key] = value })
}

// Get returns the value under key, and whether there is one.
func (m *MutexMap) Get(key string) (value any, found bool) {
	m.withPen(func() { value, found = m.m[key] })
	return value, found
}

// Remove deletes key.
func (m *MutexMap) Remove(key string) {
	m.takeAllSeats()
	defer m.leaveAllSeats()
	m.withPen(func() { delete(m.m, key) })
}

// Count returns the number of keys.
func (m *MutexMap) Count() (n int) {
	m.withPen(func() { n = len(m.m) })
	return n
}

// Update replaces the value under key by what f makes of it, in one step: who
// asks in the meantime still gets the old value.
func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.takeAllSeats()
	defer m.leaveAllSeats()
	old, found := m.m[key]
	value := f(old, found)
	m.withPen(func() { m.m[key] = value })
}

// View shows f the value under key.
func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.seat <- struct{}{}
	defer func() { <-m.seat }()
	value, found := m.m[key]
	f(value, found)
}

// Range calls f for each key, until f returns false.
func (m *MutexMap) Range(f func(key string, value any) bool) {
	var now map[string]any
	m.withPen(func() { now = maps.Clone(m.m) })
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
	if first.id > second.id {
		first, second = second, first
	}
	first.takeAllSeats()
	defer first.leaveAllSeats()
	second.takeAllSeats()
	defer second.leaveAllSeats()

	value, found := from.m[key]
	if !found {
		return false
	}
	from.withPen(func() { delete(from.m, key) })
	to.withPen(func() { to.m[key] = value })
	return true
}
