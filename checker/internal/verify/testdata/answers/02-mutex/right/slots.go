// right
// A semaphore of 16 slots in a channel: a view takes one, a writer takes all, and a mutex lets one writer at a time collect them.

package main

import (
	"sync"
	"sync/atomic"
)

const slots = 16

// MutexMap is a map that many goroutines use at once.
type MutexMap struct {
	rank    uint32
	collect sync.Mutex
	slots   chan struct{}
	m       map[string]any
}

var ranks atomic.Uint32

// NewMutexMap returns an empty map.
func NewMutexMap() *MutexMap {
	return &MutexMap{rank: ranks.Add(1), slots: make(chan struct{}, slots), m: map[string]any{}}
}

// with runs do while it has n slots. Nobody else collects at the same time.
func (m *MutexMap) with(n int, do func()) {
	taken := 0
	defer func() {
		for range taken {
			<-m.slots
		}
	}()
	m.collect.Lock()
	for taken < n {
		m.slots <- struct{}{}
		taken++
	}
	m.collect.Unlock()
	do()
}

func (m *MutexMap) write(do func()) { m.with(slots, do) }
func (m *MutexMap) read(do func())  { m.with(1, do) }

// Set stores value under key.
func (m *MutexMap) Set(key string, value any) {
	m.write(func() { m.m[key] = value })
}

// Get returns the value under key, and whether there is one.
func (m *MutexMap) Get(key string) (value any, found bool) {
	m.read(func() { value, found = m.m[key] })
	return value, found
}

// Remove deletes key. A key that is not there is no error.
func (m *MutexMap) Remove(key string) {
	m.write(func() { delete(m.m, key) })
}

// Count returns the number of keys.
func (m *MutexMap) Count() (n int) {
	m.read(func() { n = len(m.m) })
	return n
}

// Update replaces the value under key by what f makes of it, in one step.
func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.write(func() {
		old, found := m.m[key]
		m.m[key] = f(old, found)
	})
}

// View shows f the value under key.
func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.read(func() {
		value, found := m.m[key]
		f(value, found)
	})
}

// Range calls f for each key, until f returns false.
func (m *MutexMap) Range(f func(key string, value any) bool) {
	var keys []string
	var values []any
	m.read(func() {
		for key, value := range m.m {
			keys = append(keys, key)
			values = append(values, value)
		}
	})
	for i := range keys {
		if !f(keys[i], values[i]) {
			return
		}
	}
}

// Move takes key out of from and puts it, with its value, into to.
func Move(from, to *MutexMap, key string) (moved bool) {
	if from == to {
		_, found := from.Get(key)
		return found
	}
	outer, inner := from, to
	if outer.rank > inner.rank {
		outer, inner = inner, outer
	}
	outer.write(func() {
		inner.write(func() {
			var value any
			if value, moved = from.m[key]; moved {
				delete(from.m, key)
				to.m[key] = value
			}
		})
	})
	return moved
}
