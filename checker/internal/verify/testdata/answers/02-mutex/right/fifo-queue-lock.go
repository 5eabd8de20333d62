// right
// A strictly fair lock: whoever must wait stands in a list with a channel of its own and is let in by the one who leaves; Move takes the two maps by one package-level door, so no circle can close.
package main

import (
	"container/list"
	"maps"
	"sync"
)

type waiter struct {
	write bool
	ready chan struct{}
}

// fair is a first-come-first-served readers-writer lock.
type fair struct {
	mu      sync.Mutex
	readers int
	writing bool
	queue   list.List
}

func (l *fair) free(write bool) bool {
	return !l.writing && (!write || l.readers == 0)
}

func (l *fair) let(write bool) {
	if write {
		l.writing = true
	} else {
		l.readers++
	}
}

func (l *fair) lock(write bool) {
	l.mu.Lock()
	if l.queue.Len() == 0 && l.free(write) {
		l.let(write)
		l.mu.Unlock()
		return
	}
	w := waiter{write, make(chan struct{})}
	l.queue.PushBack(w)
	l.mu.Unlock()
	<-w.ready
}

func (l *fair) unlock(write bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if write {
		l.writing = false
	} else {
		l.readers--
	}
	for e := l.queue.Front(); e != nil && l.free(e.Value.(waiter).write); e = l.queue.Front() {
		w := l.queue.Remove(e).(waiter)
		l.let(w.write)
		close(w.ready)
	}
}

// MutexMap is a map behind a fair lock.
type MutexMap struct {
	fair fair
	m    map[string]any
}

// movers is held while a Move collects its locks.
var movers sync.Mutex

// NewMutexMap returns an empty map.
func NewMutexMap() *MutexMap { return &MutexMap{m: map[string]any{}} }

func (m *MutexMap) Set(key string, value any) {
	m.fair.lock(true)
	defer m.fair.unlock(true)
	m.m[key] = value
}

func (m *MutexMap) Get(key string) (any, bool) {
	m.fair.lock(false)
	defer m.fair.unlock(false)
	value, found := m.m[key]
	return value, found
}

func (m *MutexMap) Remove(key string) {
	m.fair.lock(true)
	defer m.fair.unlock(true)
	delete(m.m, key)
}

func (m *MutexMap) Count() int {
	m.fair.lock(false)
	defer m.fair.unlock(false)
	return len(m.m)
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.fair.lock(true)
	defer m.fair.unlock(true)
	old, found := m.m[key]
	m.m[key] = f(old, found)
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.fair.lock(false)
	defer m.fair.unlock(false)
	value, found := m.m[key]
	f(value, found)
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	m.fair.lock(false)
	all := maps.Clone(m.m)
	m.fair.unlock(false)
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
	movers.Lock()
	from.fair.lock(true)
	to.fair.lock(true)
	movers.Unlock()
	defer from.fair.unlock(true)
	defer to.fair.unlock(true)
	value, found := from.m[key]
	if found {
		delete(from.m, key)
		to.m[key] = value
	}
	return found
}
