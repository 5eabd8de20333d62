// right
// Writers lay errands into a queue and whoever holds the lock runs all that lie there, others' too; a panic of f is carried back and raised again, with its value, in the caller that it belongs to.
package main

import (
	"maps"
	"sync"
	"sync/atomic"
)

type errand struct {
	do      func()
	trouble any // what do has panicked with
}

func (e *errand) run() {
	defer func() { e.trouble = recover() }()
	e.do()
}

type MutexMap struct {
	rw    sync.RWMutex
	m     map[string]any
	desk  sync.Mutex // for waiting only; never held while an errand runs
	queue []*errand
	seat  int64
}

var seatsTaken atomic.Int64

func NewMutexMap() *MutexMap {
	return &MutexMap{m: map[string]any{}, seat: seatsTaken.Add(1)}
}

func (m *MutexMap) write(do func()) {
	e := &errand{do: do}
	m.desk.Lock()
	m.queue = append(m.queue, e)
	m.desk.Unlock()

	m.rw.Lock()
	m.desk.Lock()
	mine := m.queue
	m.queue = nil
	m.desk.Unlock()
	for _, e := range mine {
		e.run()
	}
	m.rw.Unlock()

	if e.trouble != nil {
		panic(e.trouble)
	}
}

func (m *MutexMap) Set(key string, value any) { m.write(func() { m.m[key] = value }) }
func (m *MutexMap) Remove(key string)         { m.write(func() { delete(m.m, key) }) }

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.write(func() {
		old, found := m.m[key]
		m.m[key] = f(old, found)
	})
}

func (m *MutexMap) Get(key string) (any, bool) {
	m.rw.RLock()
	defer m.rw.RUnlock()
	value, found := m.m[key]
	return value, found
}

func (m *MutexMap) Count() int {
	m.rw.RLock()
	defer m.rw.RUnlock()
	return len(m.m)
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.rw.RLock()
	defer m.rw.RUnlock()
	value, found := m.m[key]
	f(value, found)
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	m.rw.RLock()
	then := maps.Clone(m.m)
	m.rw.RUnlock()
	for key, value := range then {
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
	low, high := from, to
	if low.seat > high.seat {
		low, high = high, low
	}
	low.rw.Lock()
	defer low.rw.Unlock()
	high.rw.Lock()
	defer high.rw.Unlock()
	value, found := from.m[key]
	if found {
		delete(from.m, key)
		to.m[key] = value
	}
	return found
}
