// right
// A readers-writer gate of one mutex and two condition variables; the lock is free while callbacks run, and Move holds one gate at a time.
package main

import "sync"

// MutexMap keeps its state under mu, which nobody holds while a callback runs.
type MutexMap struct {
	mu      sync.Mutex
	readers *sync.Cond
	writers *sync.Cond
	inside  int // views inside, -1 for a writer
	queued  int // writers that wait
	m       map[string]any
}

// NewMutexMap returns an empty map.
func NewMutexMap() *MutexMap {
	m := new(MutexMap)
	m.readers, m.writers = sync.NewCond(&m.mu), sync.NewCond(&m.mu)
	return m
}

func (m *MutexMap) enterWrite() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.queued++
	for m.inside != 0 {
		m.writers.Wait()
	}
	m.queued--
	m.inside = -1
	if m.m == nil {
		m.m = map[string]any{}
	}
}

func (m *MutexMap) leaveWrite() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.inside = 0
	m.readers.Broadcast()
	m.writers.Signal()
}

func (m *MutexMap) enterRead() {
	m.mu.Lock()
	defer m.mu.Unlock()
	for m.inside < 0 {
		m.readers.Wait()
	}
	m.inside++
}

func (m *MutexMap) leaveRead() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.inside--
	if m.inside == 0 {
		m.writers.Signal()
	}
}

func (m *MutexMap) Set(key string, value any) {
	m.enterWrite()
	m.m[key] = value
	m.leaveWrite()
}

func (m *MutexMap) Get(key string) (value any, found bool) {
	m.View(key, func(v any, f bool) { value, found = v, f })
	return value, found
}

func (m *MutexMap) Remove(key string) {
	m.take(key)
}

func (m *MutexMap) take(key string) (any, bool) {
	m.enterWrite()
	defer m.leaveWrite()
	value, found := m.m[key]
	delete(m.m, key)
	return value, found
}

func (m *MutexMap) Count() int {
	m.enterRead()
	defer m.leaveRead()
	return len(m.m)
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.enterWrite()
	defer m.leaveWrite()
	old, found := m.m[key]
	m.m[key] = f(old, found)
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.enterRead()
	defer m.leaveRead()
	value, found := m.m[key]
	f(value, found)
}

// Range remembers the keys, and looks up each when its turn comes.
func (m *MutexMap) Range(f func(key string, value any) bool) {
	for _, key := range m.keys() {
		if value, found := m.Get(key); found && !f(key, value) {
			return
		}
	}
}

func (m *MutexMap) keys() []string {
	m.enterRead()
	defer m.leaveRead()
	keys := make([]string, 0, len(m.m))
	for key := range m.m {
		keys = append(keys, key)
	}
	return keys
}

// Move is never inside two maps at once.
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
