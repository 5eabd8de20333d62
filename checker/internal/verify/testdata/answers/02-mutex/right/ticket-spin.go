// right
// A readers-writer ticket lock of three atomic counters, which yields while it waits; Move takes the key out first and then puts it in, so it never holds two locks.
package main

import (
	"runtime"
	"sync/atomic"
)

type ticketLock struct {
	next  atomic.Uint64 // the ticket that the next one draws
	read  atomic.Uint64 // the ticket that may begin to read
	write atomic.Uint64 // the ticket that may begin to write
}

func (l *ticketLock) lock() {
	for ticket := l.next.Add(1) - 1; l.write.Load() != ticket; {
		runtime.Gosched()
	}
}

func (l *ticketLock) unlock() {
	l.read.Add(1)
	l.write.Add(1)
}

func (l *ticketLock) rlock() {
	for ticket := l.next.Add(1) - 1; l.read.Load() != ticket; {
		runtime.Gosched()
	}
	l.read.Add(1)
}

func (l *ticketLock) runlock() { l.write.Add(1) }

type MutexMap struct {
	lock ticketLock
	m    map[string]any
}

func NewMutexMap() *MutexMap { return &MutexMap{m: make(map[string]any)} }

func (m *MutexMap) Set(key string, value any) {
	m.lock.lock()
	defer m.lock.unlock()
	m.m[key] = value
}

func (m *MutexMap) Get(key string) (any, bool) {
	m.lock.rlock()
	defer m.lock.runlock()
	value, found := m.m[key]
	return value, found
}

func (m *MutexMap) Remove(key string) { m.take(key) }

func (m *MutexMap) take(key string) (any, bool) {
	m.lock.lock()
	defer m.lock.unlock()
	value, found := m.m[key]
	delete(m.m, key)
	return value, found
}

func (m *MutexMap) Count() int {
	m.lock.rlock()
	defer m.lock.runlock()
	return len(m.m)
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.lock.lock()
	defer m.lock.unlock()
	old, found := m.m[key]
	m.m[key] = f(old, found)
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.lock.rlock()
	defer m.lock.runlock()
	value, found := m.m[key]
	f(value, found)
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	m.lock.rlock()
	keys := make([]string, 0, len(m.m))
	for key := range m.m {
		keys = append(keys, key)
	}
	m.lock.runlock()
	for _, key := range keys {
		if value, found := m.Get(key); found && !f(key, value) {
			return
		}
	}
}

func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, found := from.Get(key)
		return found
	}
	value, found := from.take(key)
	if !found {
		return false
	}
	to.Set(key, value)
	return true
}
