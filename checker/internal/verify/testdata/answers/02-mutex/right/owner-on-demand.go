// right
// A goroutine grants the lock, first come, first served; it lives only while somebody has or wants the lock, so an idle map has no goroutine.
package main

import (
	"slices"
	"sync"
	"sync/atomic"
)

var serial atomic.Int64

type wish struct {
	write bool
	grant chan struct{}
}

type MutexMap struct {
	id     int64
	guard  sync.Mutex
	users  int // guarded by guard
	wishes chan wish
	done   chan bool
	m      map[string]any
}

func NewMutexMap() *MutexMap {
	return &MutexMap{
		id:     serial.Add(1),
		wishes: make(chan wish),
		done:   make(chan bool),
		m:      make(map[string]any),
	}
}

func (m *MutexMap) enter(write bool) {
	m.guard.Lock()
	m.users++
	if m.users == 1 {
		go m.serve()
	}
	m.guard.Unlock()
	w := wish{write, make(chan struct{})}
	m.wishes <- w
	<-w.grant
}

func (m *MutexMap) leave(write bool) { m.done <- write }

func (m *MutexMap) serve() {
	var waiting []wish
	readers, writing := 0, false
	for {
		select {
		case w := <-m.wishes:
			waiting = append(waiting, w)
		case write := <-m.done:
			if write {
				writing = false
			} else {
				readers--
			}
			if m.last() {
				return
			}
		}
		for len(waiting) > 0 && !writing {
			w := waiting[0]
			if w.write && readers > 0 {
				break
			}
			if w.write {
				writing = true
			} else {
				readers++
			}
			waiting = slices.Delete(waiting, 0, 1)
			close(w.grant)
		}
	}
}

func (m *MutexMap) last() bool {
	m.guard.Lock()
	defer m.guard.Unlock()
	m.users--
	return m.users == 0
}

func (m *MutexMap) Set(key string, value any) {
	m.enter(true)
	defer m.leave(true)
	m.m[key] = value
}

func (m *MutexMap) Get(key string) (any, bool) {
	m.enter(false)
	defer m.leave(false)
	value, found := m.m[key]
	return value, found
}

func (m *MutexMap) Remove(key string) {
	m.enter(true)
	defer m.leave(true)
	delete(m.m, key)
}

func (m *MutexMap) Count() int {
	m.enter(false)
	defer m.leave(false)
	return len(m.m)
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.enter(true)
	defer m.leave(true)
	old, found := m.m[key]
	m.m[key] = f(old, found)
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.enter(false)
	defer m.leave(false)
	value, found := m.m[key]
	f(value, found)
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	for _, key := range m.keys() {
		if value, found := m.Get(key); found && !f(key, value) {
			return
		}
	}
}

func (m *MutexMap) keys() (keys []string) {
	m.enter(false)
	defer m.leave(false)
	for key := range m.m {
		keys = append(keys, key)
	}
	return keys
}

func Move(from, to *MutexMap, key string) bool {
	locks := []*MutexMap{from, to}
	slices.SortFunc(locks, func(a, b *MutexMap) int { return int(a.id - b.id) })
	for _, m := range slices.Compact(locks) {
		m.enter(true)
		defer m.leave(true)
	}
	value, found := from.m[key]
	if !found {
		return false
	}
	delete(from.m, key)
	to.m[key] = value
	return true
}
