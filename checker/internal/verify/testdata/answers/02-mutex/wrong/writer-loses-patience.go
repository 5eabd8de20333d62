// wrong: readers
// A writer waits for the views for at most two seconds and then goes in beside them: "n views are inside at once; a writer waits for them".
package main

import (
	"maps"
	"sync"
	"sync/atomic"
	"time"
)

// MutexMap is a map behind a lock; a view that is stuck does not hold up the
// writers for ever.
type MutexMap struct {
	id     uint64
	mu     sync.RWMutex // guards m, held for moments only
	m      map[string]any
	places chan struct{} // a view fills one, a writer all
	writer sync.Mutex    // one writer at a time fills places
}

var lastID atomic.Uint64

const manyViews = 16

// startWriting fills all the places that it can get, and returns their number.
func (m *MutexMap) startWriting() int {
	m.writer.Lock()
	patience := time.NewTimer(2 * time.Second)
	defer patience.Stop()
	filled := 0
	for filled < manyViews {
		select {
		case m.places <- struct{}{}:
			filled++
		case <-patience.C: // bug
			m.mu.Lock()
			return filled
		}
	}
	m.mu.Lock()
	return filled
}

func (m *MutexMap) stopWriting(filled int) {
	m.mu.Unlock()
	for range filled {
		<-m.places
	}
	m.writer.Unlock()
}

func NewMutexMap() *MutexMap {
	return &MutexMap{
		id:     lastID.Add(1),
		m:      make(map[string]any),
		places: make(chan struct{}, manyViews),
	}
}

func (m *MutexMap) Set(key string, value any) {
	defer m.stopWriting(m.startWriting())
	m.m[key] = value
}

func (m *MutexMap) Get(key string) (any, bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	value, found := m.m[key]
	return value, found
}

func (m *MutexMap) Remove(key string) {
	defer m.stopWriting(m.startWriting())
	delete(m.m, key)
}

func (m *MutexMap) Count() int {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return len(m.m)
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	defer m.stopWriting(m.startWriting())
	old, found := m.m[key]
	m.m[key] = f(old, found)
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.places <- struct{}{}
	defer func() { <-m.places }()
	value, found := m.Get(key)
	f(value, found)
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	for key, value := range m.snapshot() {
		if !f(key, value) {
			return
		}
	}
}

func (m *MutexMap) snapshot() map[string]any {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return maps.Clone(m.m)
}

func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, found := from.Get(key)
		return found
	}
	value, found := from.take(key)
	if found {
		to.Set(key, value)
	}
	return found
}

func (m *MutexMap) take(key string) (any, bool) {
	defer m.stopWriting(m.startWriting())
	value, found := m.m[key]
	delete(m.m, key)
	return value, found
}
