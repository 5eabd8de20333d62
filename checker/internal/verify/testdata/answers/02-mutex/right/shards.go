// right
// Sixteen small maps, each behind a lock of its own; Move locks the two shards of its key, the map with the lower number first.
package main

import (
	"hash/fnv"
	"maps"
	"sync"
	"sync/atomic"
)

const shards = 16

type MutexMap struct {
	id     uint64
	shards [shards]shard
}

type shard struct {
	sync.RWMutex
	m map[string]any
}

var numbers atomic.Uint64

func NewMutexMap() *MutexMap {
	m := &MutexMap{id: numbers.Add(1)}
	for i := range m.shards {
		m.shards[i].m = map[string]any{}
	}
	return m
}

func (m *MutexMap) shard(key string) *shard {
	h := fnv.New32a()
	h.Write([]byte(key))
	return &m.shards[h.Sum32()%shards]
}

func (m *MutexMap) Set(key string, value any) {
	s := m.shard(key)
	s.Lock()
	defer s.Unlock()
	s.m[key] = value
}

func (m *MutexMap) Get(key string) (any, bool) {
	s := m.shard(key)
	s.RLock()
	defer s.RUnlock()
	value, found := s.m[key]
	return value, found
}

func (m *MutexMap) Remove(key string) {
	s := m.shard(key)
	s.Lock()
	defer s.Unlock()
	delete(s.m, key)
}

func (m *MutexMap) Count() int {
	n := 0
	for i := range m.shards {
		m.shards[i].RLock()
		defer m.shards[i].RUnlock()
		n += len(m.shards[i].m)
	}
	return n
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	s := m.shard(key)
	s.Lock()
	defer s.Unlock()
	old, found := s.m[key]
	s.m[key] = f(old, found)
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	s := m.shard(key)
	s.RLock()
	defer s.RUnlock()
	value, found := s.m[key]
	f(value, found)
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	for i := range m.shards {
		for key, value := range m.shards[i].copy() {
			if !f(key, value) {
				return
			}
		}
	}
}

func (s *shard) copy() map[string]any {
	s.RLock()
	defer s.RUnlock()
	return maps.Clone(s.m)
}

func Move(from, to *MutexMap, key string) bool {
	a, b := from.shard(key), to.shard(key)
	switch {
	case from.id < to.id:
		a.Lock()
		b.Lock()
	case from.id > to.id:
		b.Lock()
		a.Lock()
	default:
		_, found := from.Get(key)
		return found
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
