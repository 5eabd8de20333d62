// right
// The lock is made of channels: a view takes one of sixteen seats, a writer takes the writers' token and then all seats; Move goes by serial number.
package main

import (
	"maps"
	"sync/atomic"
)

const viewSeats = 16

var seatSerial atomic.Int64

type MutexMap struct {
	serial int64
	writer chan struct{}
	seats  chan struct{}
	m      map[string]any
}

func NewMutexMap() *MutexMap {
	return &MutexMap{
		serial: seatSerial.Add(1),
		writer: make(chan struct{}, 1),
		seats:  make(chan struct{}, viewSeats),
		m:      map[string]any{},
	}
}

func (m *MutexMap) sit()   { m.seats <- struct{}{} }
func (m *MutexMap) stand() { <-m.seats }

// reserve takes the whole room and returns what gives it back.
func (m *MutexMap) reserve() (giveBack func()) {
	m.writer <- struct{}{}
	for range viewSeats {
		m.sit()
	}
	return func() {
		for range viewSeats {
			m.stand()
		}
		<-m.writer
	}
}

func (m *MutexMap) Set(key string, value any) {
	defer m.reserve()()
	m.m[key] = value
}

func (m *MutexMap) Get(key string) (value any, found bool) {
	m.View(key, func(v any, ok bool) { value, found = v, ok })
	return value, found
}

func (m *MutexMap) Remove(key string) {
	defer m.reserve()()
	delete(m.m, key)
}

func (m *MutexMap) Count() int {
	m.sit()
	defer m.stand()
	return len(m.m)
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	defer m.reserve()()
	old, found := m.m[key]
	m.m[key] = f(old, found)
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.sit()
	defer m.stand()
	value, found := m.m[key]
	f(value, found)
}

func (m *MutexMap) snapshot() map[string]any {
	m.sit()
	defer m.stand()
	return maps.Clone(m.m)
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	for key, value := range m.snapshot() {
		if !f(key, value) {
			break
		}
	}
}

func Move(from, to *MutexMap, key string) bool {
	switch {
	case from == to:
		_, found := from.Get(key)
		return found
	case from.serial < to.serial:
		defer from.reserve()()
		defer to.reserve()()
	default:
		defer to.reserve()()
		defer from.reserve()()
	}
	value, found := from.m[key]
	if found {
		delete(from.m, key)
		to.m[key] = value
	}
	return found
}
