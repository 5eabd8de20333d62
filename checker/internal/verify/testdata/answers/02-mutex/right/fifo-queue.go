// right
// A fair lock by hand: a short mutex guards a queue of waiters, each with a channel of its own, and whoever leaves wakes the next one (or the next views together). Move sorts the two maps by the number they were made with.
package main

import (
	"cmp"
	"sync"
	"sync/atomic"
)

type waiter struct {
	write bool
	wake  chan struct{}
}

type fairLock struct {
	mu    sync.Mutex
	held  int // -1: a writer; n: n readers
	queue []waiter
}

func (l *fairLock) acquire(write bool) {
	l.mu.Lock()
	if len(l.queue) == 0 && l.admit(write) {
		l.mu.Unlock()
		return
	}
	w := waiter{write, make(chan struct{}, 1)}
	l.queue = append(l.queue, w)
	l.mu.Unlock()
	<-w.wake
}

func (l *fairLock) admit(write bool) bool {
	switch {
	case write && l.held == 0:
		l.held = -1
	case !write && l.held >= 0:
		l.held++
	default:
		return false
	}
	return true
}

func (l *fairLock) release() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.held < 0 {
		l.held = 0
	} else {
		l.held--
	}
	for len(l.queue) > 0 && l.admit(l.queue[0].write) {
		l.queue[0].wake <- struct{}{}
		l.queue = l.queue[1:]
	}
}

var made atomic.Int64

type MutexMap struct {
	number int64
	lock   fairLock
	m      map[string]any
}

func NewMutexMap() *MutexMap {
	return &MutexMap{number: made.Add(1), m: make(map[string]any)}
}

func (m *MutexMap) reading(f func()) {
	m.lock.acquire(false)
	defer m.lock.release()
	f()
}

func (m *MutexMap) writing(f func()) {
	m.lock.acquire(true)
	defer m.lock.release()
	f()
}

func (m *MutexMap) Set(key string, value any) {
	m.writing(func() { m.m[key] = value })
}

func (m *MutexMap) Get(key string) (value any, found bool) {
	m.reading(func() { value, found = m.m[key] })
	return value, found
}

func (m *MutexMap) Remove(key string) {
	m.writing(func() { delete(m.m, key) })
}

func (m *MutexMap) Count() (n int) {
	m.reading(func() { n = len(m.m) })
	return n
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.writing(func() {
		old, found := m.m[key]
		m.m[key] = f(old, found)
	})
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.reading(func() {
		value, found := m.m[key]
		f(value, found)
	})
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	copied := map[string]any{}
	m.reading(func() {
		for key, value := range m.m {
			copied[key] = value
		}
	})
	for key, value := range copied {
		if !f(key, value) {
			return
		}
	}
}

func Move(from, to *MutexMap, key string) (moved bool) {
	carry := func() {
		var value any
		if value, moved = from.m[key]; moved {
			delete(from.m, key)
			to.m[key] = value
		}
	}
	switch cmp.Compare(from.number, to.number) {
	case -1:
		from.writing(func() { to.writing(carry) })
	case +1:
		to.writing(func() { from.writing(carry) })
	default:
		_, moved = from.Get(key)
	}
	return moved
}
