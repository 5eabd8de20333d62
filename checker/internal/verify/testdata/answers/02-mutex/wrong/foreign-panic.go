// wrong: atomic
// Who has the lock carries out the updates of those who wait, too, so that a panic of a waiting Update's f ends another goroutine's Update, and its own returns as if all were well: "when Update's f panics, the panic reaches the caller".
package main

import (
	"maps"
	"sync"
	"sync/atomic"
)

type update struct {
	key string
	f   func(old any, found bool) any
}

// MutexMap carries out updates in batches: one lock for many of them.
type MutexMap struct {
	id uint64

	queueing sync.Mutex
	queue    []update

	mu sync.RWMutex
	m  map[string]any
}

var lastID atomic.Uint64

func NewMutexMap() *MutexMap {
	return &MutexMap{id: lastID.Add(1), m: make(map[string]any)}
}

func (m *MutexMap) enqueue(u update) {
	m.queueing.Lock()
	defer m.queueing.Unlock()
	m.queue = append(m.queue, u)
}

func (m *MutexMap) dequeue() (u update, ok bool) {
	m.queueing.Lock()
	defer m.queueing.Unlock()
	if len(m.queue) == 0 {
		return u, false
	}
	u, m.queue = m.queue[0], m.queue[1:]
	return u, true
}

func (m *MutexMap) Set(key string, value any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.m[key] = value
}

func (m *MutexMap) Get(key string) (any, bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	value, found := m.m[key]
	return value, found
}

func (m *MutexMap) Remove(key string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.m, key)
}

func (m *MutexMap) Count() int {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return len(m.m)
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.enqueue(update{key, f})
	m.mu.Lock()
	defer m.mu.Unlock()
	for u, ok := m.dequeue(); ok; u, ok = m.dequeue() {
		old, found := m.m[u.key]
		m.m[u.key] = u.f(old, found) // bug
	}
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	value, found := m.m[key]
	f(value, found)
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	m.mu.RLock()
	snapshot := maps.Clone(m.m)
	m.mu.RUnlock()
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
	first.mu.Lock()
	defer first.mu.Unlock()
	second.mu.Lock()
	defer second.mu.Unlock()
	value, found := from.m[key]
	if found {
		delete(from.m, key)
		to.m[key] = value
	}
	return found
}
