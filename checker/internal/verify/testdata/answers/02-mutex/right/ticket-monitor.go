// right
// One monitor of the package grants whole requests, first come first served: a move is one request for two maps and gets both at once or waits in both queues, so that there is no lock order at all.
package main

import (
	"maps"
	"slices"
	"sync"
)

// monitor guards the queues and the states of all maps; nobody calls f or touches a map's content under it.
var monitor sync.Mutex

type request struct {
	maps    []*MutexMap
	write   bool
	granted chan struct{}
}

type MutexMap struct {
	queue   []*request // those who wait, in the order in which they came
	readers int
	writing bool
	m       map[string]any
}

func NewMutexMap() *MutexMap { return &MutexMap{m: map[string]any{}} }

// acquire returns when the caller has all the maps.
func acquire(write bool, ms ...*MutexMap) *request {
	r := &request{maps: ms, write: write, granted: make(chan struct{})}
	monitor.Lock()
	for _, m := range ms {
		m.queue = append(m.queue, r)
	}
	ms[0].pump()
	monitor.Unlock()
	<-r.granted
	return r
}

func (r *request) release() {
	monitor.Lock()
	defer monitor.Unlock()
	for _, m := range r.maps {
		if r.write {
			m.writing = false
		} else {
			m.readers--
		}
	}
	for _, m := range r.maps {
		m.pump()
	}
}

// pump grants what can be granted at the head of m's queue.
func (m *MutexMap) pump() {
	for len(m.queue) > 0 {
		r := m.queue[0]
		if !r.ready() {
			return
		}
		for _, o := range r.maps {
			o.queue = slices.Delete(o.queue, 0, 1)
			if r.write {
				o.writing = true
			} else {
				o.readers++
			}
		}
		close(r.granted)
	}
}

// ready tells whether r is the first in all its queues, and its maps are free for it.
func (r *request) ready() bool {
	for _, m := range r.maps {
		if m.queue[0] != r || m.writing || r.write && m.readers > 0 {
			return false
		}
	}
	return true
}

func (m *MutexMap) Set(key string, value any) {
	defer acquire(true, m).release()
	m.m[key] = value
}

func (m *MutexMap) Get(key string) (any, bool) {
	defer acquire(false, m).release()
	value, found := m.m[key]
	return value, found
}

func (m *MutexMap) Remove(key string) {
	defer acquire(true, m).release()
	delete(m.m, key)
}

func (m *MutexMap) Count() int {
	defer acquire(false, m).release()
	return len(m.m)
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	defer acquire(true, m).release()
	old, found := m.m[key]
	m.m[key] = f(old, found)
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	defer acquire(false, m).release()
	value, found := m.m[key]
	f(value, found)
}

func (m *MutexMap) copy() map[string]any {
	defer acquire(false, m).release()
	return maps.Clone(m.m)
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	for key, value := range m.copy() {
		if !f(key, value) {
			break
		}
	}
}

func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, found := from.Get(key)
		return found
	}
	defer acquire(true, from, to).release()
	value, found := from.m[key]
	if found {
		delete(from.m, key)
		to.m[key] = value
	}
	return found
}
