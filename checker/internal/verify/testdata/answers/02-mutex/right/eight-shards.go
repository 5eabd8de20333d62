// right
// Eight shards with a lock each: a writer locks only the shard of its key, View and Count hold all eight for reading in ascending order, so that writers of any key wait for a view and Count sees one moment.
package main

import (
	"sync"
	"sync/atomic"
)

type part struct {
	sync.RWMutex
	m map[string]any
}

type MutexMap struct {
	rank  int64
	parts [8]part
}

var ranks atomic.Int64

func NewMutexMap() *MutexMap {
	m := &MutexMap{rank: ranks.Add(1)}
	for i := range m.parts {
		m.parts[i].m = map[string]any{}
	}
	return m
}

func (m *MutexMap) part(key string) *part {
	h := 0
	for _, b := range []byte(key) {
		h = (h*31 + int(b)) % 8191
	}
	return &m.parts[h%len(m.parts)]
}

// all holds every part for reading while f runs.
func (m *MutexMap) all(f func()) {
	for i := range m.parts {
		m.parts[i].RLock()
		defer m.parts[i].RUnlock()
	}
	f()
}

func (m *MutexMap) Set(key string, value any) {
	p := m.part(key)
	p.Lock()
	defer p.Unlock()
	p.m[key] = value
}

func (m *MutexMap) Get(key string) (any, bool) {
	p := m.part(key)
	p.RLock()
	defer p.RUnlock()
	value, found := p.m[key]
	return value, found
}

func (m *MutexMap) Remove(key string) {
	p := m.part(key)
	p.Lock()
	defer p.Unlock()
	delete(p.m, key)
}

func (m *MutexMap) Count() (n int) {
	m.all(func() {
		for i := range m.parts {
			n += len(m.parts[i].m)
		}
	})
	return n
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	p := m.part(key)
	p.Lock()
	defer p.Unlock()
	old, found := p.m[key]
	p.m[key] = f(old, found)
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.all(func() {
		value, found := m.part(key).m[key]
		f(value, found)
	})
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	for i := range m.parts { // part by part: a key never changes its part
		p := &m.parts[i]
		p.RLock()
		then := make(map[string]any, len(p.m))
		for key, value := range p.m {
			then[key] = value
		}
		p.RUnlock()
		for key, value := range then {
			if !f(key, value) {
				return
			}
		}
	}
}

func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, found := from.Get(key)
		return found
	}
	a, b := from.part(key), to.part(key)
	if from.rank < to.rank {
		a.Lock()
		b.Lock()
	} else {
		b.Lock()
		a.Lock()
	}
	defer a.Unlock()
	defer b.Unlock()
	value, found := a.m[key]
	if found {
		delete(a.m, key)
		b.m[key] = value
	}
	return found
}
