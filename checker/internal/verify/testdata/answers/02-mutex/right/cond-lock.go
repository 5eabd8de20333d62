// right
// A readers-writer lock of one's own from a Mutex and a Cond; writers go first; Move locks in the order of the printed addresses (%p), Range goes through a closed, buffered channel.
package main

import (
	"fmt"
	"sync"
)

type MutexMap struct {
	mu      sync.Mutex
	changed *sync.Cond
	readers int // inside
	writers int // waiting or inside
	writing bool
	data    map[string]any
}

func NewMutexMap() *MutexMap {
	m := &MutexMap{data: make(map[string]any)}
	m.changed = sync.NewCond(&m.mu)
	return m
}

func (m *MutexMap) startReading() {
	m.mu.Lock()
	defer m.mu.Unlock()
	for m.writers > 0 {
		m.changed.Wait()
	}
	m.readers++
}

func (m *MutexMap) stopReading() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.readers--
	m.changed.Broadcast()
}

func (m *MutexMap) startWriting() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.writers++
	for m.writing || m.readers > 0 {
		m.changed.Wait()
	}
	m.writing = true
}

func (m *MutexMap) stopWriting() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.writers--
	m.writing = false
	m.changed.Broadcast()
}

func (m *MutexMap) Set(key string, value any) {
	m.Update(key, func(any, bool) any { return value })
}

func (m *MutexMap) Get(key string) (any, bool) {
	m.startReading()
	defer m.stopReading()
	value, found := m.data[key]
	return value, found
}

func (m *MutexMap) Remove(key string) {
	m.startWriting()
	defer m.stopWriting()
	delete(m.data, key)
}

func (m *MutexMap) Count() int {
	m.startReading()
	defer m.stopReading()
	n := 0
	for range m.data {
		n++
	}
	return n
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.startWriting()
	defer m.stopWriting()
	old, found := m.data[key]
	m.data[key] = f(old, found)
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.startReading()
	defer m.stopReading()
	value, found := m.data[key]
	f(value, found)
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	pairs := make(chan [2]any, m.Count()+8) // grows below where it must
	m.startReading()
	if len(m.data) > cap(pairs) {
		pairs = make(chan [2]any, len(m.data))
	}
	for key, value := range m.data {
		pairs <- [2]any{key, value}
	}
	m.stopReading()
	close(pairs)
	for p := range pairs {
		if !f(p[0].(string), p[1]) {
			return
		}
	}
}

func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, found := from.Get(key)
		return found
	}
	if fmt.Sprintf("%p", from) < fmt.Sprintf("%p", to) {
		from.startWriting()
		to.startWriting()
	} else {
		to.startWriting()
		from.startWriting()
	}
	defer from.stopWriting()
	defer to.stopWriting()
	value, found := from.data[key]
	if !found {
		return false
	}
	delete(from.data, key)
	to.data[key] = value
	return true
}
