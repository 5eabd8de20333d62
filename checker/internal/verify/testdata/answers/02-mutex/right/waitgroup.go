// right
// There is no RWMutex: views are counted by a WaitGroup that is added to under the mutex, and a writer holds the mutex while it waits for that WaitGroup.
package main

import (
	"sync"
	"sync/atomic"
)

type MutexMap struct {
	id    int64
	mu    sync.Mutex
	views sync.WaitGroup // views inside; grows only under mu
	m     map[string]any
}

var born atomic.Int64

func NewMutexMap() *MutexMap {
	return &MutexMap{id: born.Add(-1), m: map[string]any{}}
}

// alone locks the map and waits until the last view has gone. No new view can come.
func (m *MutexMap) alone() *MutexMap {
	m.mu.Lock()
	m.views.Wait()
	return m
}

func (m *MutexMap) Set(key string, value any) {
	defer m.alone().mu.Unlock()
	m.m[key] = value
}

func (m *MutexMap) Get(key string) (value any, found bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	value, found = m.m[key]
	return
}

func (m *MutexMap) Remove(key string) {
	defer m.alone().mu.Unlock()
	delete(m.m, key)
}

func (m *MutexMap) Count() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.m)
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	defer m.alone().mu.Unlock()
	old, found := m.m[key]
	value := f(old, found)
	m.m[key] = value
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.mu.Lock()
	value, found := m.m[key]
	m.views.Add(1)
	m.mu.Unlock()
	defer m.views.Done()
	f(value, found)
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	m.mu.Lock()
	keys := make([]string, 0, len(m.m))
	for key := range m.m {
		keys = append(keys, key)
	}
	m.mu.Unlock()
	for _, key := range keys {
		if value, found := m.Get(key); found && !f(key, value) { // as it is now; what is gone is not shown
			return
		}
	}
}

func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, found := from.Get(key)
		return found
	}
	if from.id < to.id {
		defer from.alone().mu.Unlock()
		defer to.alone().mu.Unlock()
	} else {
		defer to.alone().mu.Unlock()
		defer from.alone().mu.Unlock()
	}
	value, found := from.m[key]
	if found {
		to.m[key] = value
		delete(from.m, key)
	}
	return found
}
