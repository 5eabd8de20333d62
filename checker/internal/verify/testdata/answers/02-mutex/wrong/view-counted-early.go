// wrong: readers
// explain: assertion lock-held-waiting
// A view is counted before it has the mutex, so that a view which comes while a writer waits for another view waits for the writer and the writer for it, for ever: "a writer waits for them", "all of them get through".
package main

import (
	"maps"
	"sync"
	"sync/atomic"
)

// MutexMap counts its views; a writer waits under the mutex until all have gone.
type MutexMap struct {
	id    uint64
	mu    sync.Mutex
	views sync.WaitGroup
	m     map[string]any
}

var lastID atomic.Uint64

func NewMutexMap() *MutexMap {
	return &MutexMap{id: lastID.Add(1), m: make(map[string]any)}
}

// lock returns when neither a writer nor a view is inside.
func (m *MutexMap) lock() {
	m.mu.Lock()
	m.views.Wait()
}

func (m *MutexMap) Set(key string, value any) {
	m.lock()
	defer m.mu.Unlock()
	m.m[key] = value
}

func (m *MutexMap) Get(key string) (any, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	value, found := m.m[key]
	return value, found
}

func (m *MutexMap) Remove(key string) {
	m.lock()
	defer m.mu.Unlock()
	delete(m.m, key)
}

func (m *MutexMap) Count() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.m)
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.lock()
	defer m.mu.Unlock()
	old, found := m.m[key]
	m.m[key] = f(old, found)
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.views.Add(1) // bug
	defer m.views.Done()
	value, found := m.Get(key)
	f(value, found)
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	m.mu.Lock()
	snapshot := maps.Clone(m.m)
	m.mu.Unlock()
	for key, value := range snapshot {
		if !f(key, value) {
			return
		}
	}
}

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
	defer first.mu.Unlock()
	second.lock()
	defer second.mu.Unlock()
	value, found := from.m[key]
	if found {
		delete(from.m, key)
		to.m[key] = value
	}
	return found
}
