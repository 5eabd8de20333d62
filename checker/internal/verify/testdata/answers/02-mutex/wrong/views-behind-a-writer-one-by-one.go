// wrong: readers
// A lock of its own that wakes one waiter (Signal) when a writer leaves: views that waited behind a writer come in one after the other, never together.
package main

import (
	"maps"
	"sync"
	"sync/atomic"
)

var mutexMapSerial atomic.Uint64

// turnstile lets in many readers or one writer.
type turnstile struct {
	mu      sync.Mutex
	free    *sync.Cond
	readers int
	writing bool
}

func (t *turnstile) rin() {
	t.mu.Lock()
	defer t.mu.Unlock()
	for t.writing {
		t.free.Wait()
	}
	t.readers++
}

func (t *turnstile) rout() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.readers--
	if t.readers == 0 {
		t.free.Signal()
	}
}

func (t *turnstile) in() {
	t.mu.Lock()
	defer t.mu.Unlock()
	for t.writing || t.readers > 0 {
		t.free.Wait()
	}
	t.writing = true
}

func (t *turnstile) out() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.writing = false
	t.free.Signal()
}

// MutexMap is a map that many goroutines use at once.
type MutexMap struct {
	id uint64 // Move locks in the order of the ids
	mu turnstile
	m  map[string]any
}

func NewMutexMap() *MutexMap {
	m := &MutexMap{id: mutexMapSerial.Add(1), m: make(map[string]any)}
	m.mu.free = sync.NewCond(&m.mu.mu)
	return m
}

func (m *MutexMap) Set(key string, value any) {
	m.mu.in()
	defer m.mu.out()
	m.m[key] = value
}

func (m *MutexMap) Get(key string) (any, bool) {
	m.mu.rin()
	defer m.mu.rout()
	value, found := m.m[key]
	return value, found
}

func (m *MutexMap) Remove(key string) {
	m.mu.in()
	defer m.mu.out()
	delete(m.m, key)
}

func (m *MutexMap) Count() int {
	m.mu.rin()
	defer m.mu.rout()
	return len(m.m)
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.mu.in()
	defer m.mu.out()
	old, found := m.m[key]
	m.m[key] = f(old, found)
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.mu.rin()
	defer m.mu.rout()
	value, found := m.m[key]
	f(value, found)
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	m.mu.rin()
	seen := maps.Clone(m.m)
	m.mu.rout()
	for key, value := range seen {
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
	first.mu.in()
	defer first.mu.out()
	second.mu.in()
	defer second.mu.out()
	value, found := from.m[key]
	if !found {
		return false
	}
	delete(from.m, key)
	to.m[key] = value
	return true
}
