// right
// Right: the entries lie in a sync.Map that Get and Range read without a lock; every change, together with the atomic count, happens under a package-wide table of writer locks that are handed out by number.
package main

import (
	"sync"
	"sync/atomic"
)

type MutexMap struct {
	ticket  int64
	entries sync.Map
	gates   *sync.RWMutex
	size    int
}

var (
	lastTicket atomic.Int64
	gateTable  sync.Map // ticket -> *sync.RWMutex, while a map is being made
)

func NewMutexMap() *MutexMap {
	t := lastTicket.Add(1)
	gateTable.Store(t, new(sync.RWMutex))
	g, _ := gateTable.LoadAndDelete(t)
	return &MutexMap{ticket: t, gates: g.(*sync.RWMutex)}
}

func (m *MutexMap) write(key string, value any) {
	if _, had := m.entries.Swap(key, value); !had {
		m.size++
	}
}

func (m *MutexMap) erase(key string) (value any, had bool) {
	if value, had = m.entries.LoadAndDelete(key); had {
		m.size--
	}
	return
}

func (m *MutexMap) Set(key string, value any) {
	m.gates.Lock()
	defer m.gates.Unlock()
	m.write(key, value)
}

func (m *MutexMap) Get(key string) (any, bool) { return m.entries.Load(key) }

func (m *MutexMap) Remove(key string) {
	m.gates.Lock()
	defer m.gates.Unlock()
	m.erase(key)
}

func (m *MutexMap) Count() int {
	m.gates.RLock()
	defer m.gates.RUnlock()
	return m.size
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.gates.Lock()
	defer m.gates.Unlock()
	m.write(key, f(m.entries.Load(key)))
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	r := m.gates.RLocker()
	r.Lock()
	defer r.Unlock()
	f(m.entries.Load(key))
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	type pair struct {
		key   string
		value any
	}
	var pairs []pair
	m.entries.Range(func(key, value any) bool {
		pairs = append(pairs, pair{key.(string), value})
		return true
	})
	for _, p := range pairs {
		if !f(p.key, p.value) {
			return
		}
	}
}

func Move(from, to *MutexMap, key string) (moved bool) {
	defer func(locked ...*sync.RWMutex) func() {
		for _, l := range locked {
			l.Lock()
		}
		return func() {
			for _, l := range locked {
				l.Unlock()
			}
		}
	}(inOrder(from, to)...)()
	var value any
	if from == to {
		_, moved = from.entries.Load(key)
	} else if value, moved = from.erase(key); moved {
		to.write(key, value)
	}
	return moved
}

func inOrder(a, b *MutexMap) []*sync.RWMutex {
	switch {
	case a == b:
		return []*sync.RWMutex{a.gates}
	case a.ticket < b.ticket:
		return []*sync.RWMutex{a.gates, b.gates}
	default:
		return []*sync.RWMutex{b.gates, a.gates}
	}
}
