// right
// The maps have no lock: a table of the package lends a map a lock as long as anybody uses or wants it, and takes it back after the last one, so that a map has another lock each time it was idle.
package main

import (
	"maps"
	"sync"
)

type MutexMap struct {
	m map[string]any
}

// lent is the lock of one map, while that map is in use.
type lent struct {
	sync.RWMutex
	users int    // guarded by table.Mutex
	turn  uint64 // when it was lent: the order in which Move locks
}

var table = struct {
	sync.Mutex
	turns uint64
	locks map[*MutexMap]*lent
}{locks: map[*MutexMap]*lent{}}

func NewMutexMap() *MutexMap { return &MutexMap{m: map[string]any{}} }

// lend returns the locks of all the maps; each must be given back once.
func lend(ms ...*MutexMap) []*lent {
	table.Lock()
	defer table.Unlock()
	locks := make([]*lent, len(ms))
	for i, m := range ms {
		l := table.locks[m]
		if l == nil {
			table.turns++
			l = &lent{turn: table.turns}
			table.locks[m] = l
		}
		l.users++
		locks[i] = l
	}
	return locks
}

func (m *MutexMap) giveBack(l *lent) {
	table.Lock()
	defer table.Unlock()
	if l.users--; l.users == 0 {
		delete(table.locks, m)
	}
}

func (m *MutexMap) reading(do func()) {
	l := lend(m)[0]
	defer m.giveBack(l)
	l.RLock()
	defer l.RUnlock()
	do()
}

func (m *MutexMap) writing(do func()) {
	l := lend(m)[0]
	defer m.giveBack(l)
	l.Lock()
	defer l.Unlock()
	do()
}

func (m *MutexMap) Set(key string, value any) { m.writing(func() { m.m[key] = value }) }

func (m *MutexMap) Get(key string) (value any, found bool) {
	m.reading(func() { value, found = m.m[key] })
	return
}

func (m *MutexMap) Remove(key string) { m.writing(func() { delete(m.m, key) }) }

func (m *MutexMap) Count() (n int) {
	m.reading(func() { n = len(m.m) })
	return
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
	var now map[string]any
	m.reading(func() { now = maps.Clone(m.m) })
	for key, value := range now {
		if !f(key, value) {
			return
		}
	}
}

func Move(from, to *MutexMap, key string) (found bool) {
	if from == to {
		_, found = from.Get(key)
		return found
	}
	locks := lend(from, to)
	defer from.giveBack(locks[0])
	defer to.giveBack(locks[1])
	if locks[1].turn < locks[0].turn {
		locks[0], locks[1] = locks[1], locks[0]
	}
	return transfer(from, to, key, locks[0], locks[1])
}

func transfer(from, to *MutexMap, key string, first, second *lent) bool {
	first.Lock()
	defer first.Unlock()
	second.Lock()
	defer second.Unlock()
	value, found := from.m[key]
	if found {
		delete(from.m, key)
		to.m[key] = value
	}
	return found
}
