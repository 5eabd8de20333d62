// right
// Set and Remove only push a note onto a lock-free stack; whoever gets the lock next carries out all the notes that lie there, so that a Set may be done by another goroutine than its caller's.
package main

import (
	"sync"
	"sync/atomic"
)

type note struct {
	key    string
	value  any
	remove bool
	under  *note
}

type MutexMap struct {
	order int32
	notes atomic.Pointer[note] // newest first
	mu    sync.RWMutex
	m     map[string]any
}

var orders atomic.Int32

func NewMutexMap() *MutexMap {
	return &MutexMap{order: orders.Add(1), m: make(map[string]any)}
}

// post returns when the note has been carried out.
func (m *MutexMap) post(n *note) {
	for {
		n.under = m.notes.Load()
		if m.notes.CompareAndSwap(n.under, n) {
			break
		}
	}
	m.lock()
	m.mu.Unlock()
}

// lock takes the lock, and carries out what lies there, oldest first.
func (m *MutexMap) lock() {
	m.mu.Lock()
	var oldest *note
	for n := m.notes.Swap(nil); n != nil; {
		under := n.under
		n.under, oldest = oldest, n
		n = under
	}
	for n := oldest; n != nil; n = n.under {
		if n.remove {
			delete(m.m, n.key)
		} else {
			m.m[n.key] = n.value
		}
	}
}

func (m *MutexMap) Set(key string, value any) { m.post(&note{key: key, value: value}) }

func (m *MutexMap) Get(key string) (any, bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	value, found := m.m[key]
	return value, found
}

func (m *MutexMap) Remove(key string) { m.post(&note{key: key, remove: true}) }

func (m *MutexMap) Count() int {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return len(m.m)
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.lock()
	defer m.mu.Unlock()
	old, found := m.m[key]
	m.m[key] = f(old, found)
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	value, found := m.m[key]
	f(value, found)
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	m.mu.RLock()
	keys, values := make([]string, 0, len(m.m)), make([]any, 0, len(m.m))
	for key, value := range m.m {
		keys, values = append(keys, key), append(values, value)
	}
	m.mu.RUnlock()
	for i := range keys {
		if !f(keys[i], values[i]) {
			return
		}
	}
}

func Move(from, to *MutexMap, key string) bool {
	switch {
	case from == to:
		_, found := from.Get(key)
		return found
	case from.order < to.order:
		from.lock()
		to.lock()
	default:
		to.lock()
		from.lock()
	}
	defer from.mu.Unlock()
	defer to.mu.Unlock()
	value, found := from.m[key]
	if !found {
		return false
	}
	delete(from.m, key)
	to.m[key] = value
	return true
}
