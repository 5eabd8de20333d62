// right
// A hand-made reader-writer lock that serves strictly in order of tickets; readers pass the turn on at once.
package main

import (
	"maps"
	"sync"
	"sync/atomic"
)

// rw serves in order of tickets.
type rw struct {
	mu            sync.Mutex
	next, serving uint64
	inside        int
	empty         chan struct{}
	turns         map[uint64]chan struct{}
}

func (l *rw) wait() {
	l.mu.Lock()
	t := l.next
	l.next++
	if t == l.serving {
		l.mu.Unlock()
		return
	}
	if l.turns == nil {
		l.turns = map[uint64]chan struct{}{}
	}
	turn := make(chan struct{})
	l.turns[t] = turn
	l.mu.Unlock()
	<-turn
}

func (l *rw) pass() {
	l.serving++
	if turn, ok := l.turns[l.serving]; ok {
		delete(l.turns, l.serving)
		close(turn)
	}
}

func (l *rw) RLock() {
	l.wait()
	l.mu.Lock()
	l.inside++
	l.pass()
	l.mu.Unlock()
}

func (l *rw) RUnlock() {
	l.mu.Lock()
	l.inside--
	if l.inside == 0 && l.empty != nil {
		close(l.empty)
		l.empty = nil
	}
	l.mu.Unlock()
}

func (l *rw) Lock() {
	l.wait()
	l.mu.Lock()
	if l.inside == 0 {
		l.mu.Unlock()
		return
	}
	empty := make(chan struct{})
	l.empty = empty
	l.mu.Unlock()
	<-empty
}

func (l *rw) Unlock() {
	l.mu.Lock()
	l.pass()
	l.mu.Unlock()
}

// MutexMap is a map behind a lock.
type MutexMap struct {
	mu rw
	id uint64
	m  map[string]any
}

var ids atomic.Uint64

// NewMutexMap returns an empty map.
func NewMutexMap() *MutexMap {
	return &MutexMap{id: ids.Add(1), m: map[string]any{}}
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
	m.mu.Lock()
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
	all := maps.Clone(m.m)
	m.mu.RUnlock()
	for key, value := range all {
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
	if first.id > second.id {
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
