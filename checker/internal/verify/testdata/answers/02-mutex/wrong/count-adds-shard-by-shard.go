// wrong: atomic
// Contract: "every method locks the same lock", and Count is one step that "never counts half a change". Count locks one shard after the other: a Set into a shard that it has passed and a Remove from one that it has not reached make it count fewer keys than there ever were.
package main

import (
	"cmp"
	"hash/fnv"
	"maps"
	"sync"
	"sync/atomic"
)

const shardCount = 7

type shard struct {
	sync.RWMutex
	rank int64
	data map[string]any
}

type MutexMap [shardCount]*shard

var rank atomic.Int64

func NewMutexMap() *MutexMap {
	m := new(MutexMap)
	for i := range m {
		m[i] = &shard{rank: rank.Add(1), data: make(map[string]any)}
	}
	return m
}

func (m *MutexMap) of(key string) *shard {
	h := fnv.New32a()
	h.Write([]byte(key))
	return m[h.Sum32()%shardCount]
}

func (m *MutexMap) freeze() {
	for _, s := range m {
		s.RLock()
	}
}

func (m *MutexMap) thaw() {
	for _, s := range m {
		s.RUnlock()
	}
}

func (m *MutexMap) Set(key string, value any) {
	s := m.of(key)
	s.Lock()
	s.data[key] = value
	s.Unlock()
}

func (m *MutexMap) Get(key string) (value any, found bool) {
	s := m.of(key)
	s.RLock()
	value, found = s.data[key]
	s.RUnlock()
	return
}

func (m *MutexMap) Remove(key string) {
	s := m.of(key)
	s.Lock()
	delete(s.data, key)
	s.Unlock()
}

func (m *MutexMap) Count() (n int) {
	for _, s := range m {
		s.RLock()
		n += len(s.data)
		s.RUnlock() // bug
	}
	return n
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	s := m.of(key)
	s.Lock()
	defer s.Unlock()
	old, found := s.data[key]
	s.data[key] = f(old, found)
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.freeze()
	defer m.thaw()
	value, found := m.of(key).data[key]
	f(value, found)
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
shards:
	for _, s := range m {
		s.RLock()
		now := maps.Clone(s.data)
		s.RUnlock()
		for key, value := range now {
			if !f(key, value) {
				break shards
			}
		}
	}
}

func Move(from, to *MutexMap, key string) (found bool) {
	a, b := from.of(key), to.of(key)
	if a == b {
		_, found = from.Get(key)
		return
	}
	first, second := a, b
	if cmp.Less(second.rank, first.rank) {
		first, second = second, first
	}
	first.Lock()
	defer first.Unlock()
	second.Lock()
	defer second.Unlock()
	if _, found = a.data[key]; found {
		b.data[key] = a.data[key]
		delete(a.data, key)
	}
	return
}
