// wrong: atomic
// Count adds up eight shards one after the other: beside a Set into one that it has passed and a Remove from one that comes later, it counts what never was.
package main

import (
	"maps"
	"sync"
	"sync/atomic"
)

const shardCount = 8

type shard struct {
	id uint64
	mu sync.RWMutex
	m  map[string]any
}

// MutexMap keeps its keys in shards, by their first and last bytes.
type MutexMap struct{ shards [shardCount]shard }

var lastID atomic.Uint64

func NewMutexMap() *MutexMap {
	m := &MutexMap{}
	for i := range m.shards {
		m.shards[i].id, m.shards[i].m = lastID.Add(1), map[string]any{}
	}
	return m
}

func (m *MutexMap) of(key string) *shard {
	h := len(key)
	if h > 1 {
		h += int(key[0]) + int(key[h-1])
	}
	return &m.shards[h%shardCount]
}

func (m *MutexMap) Set(key string, value any) {
	s := m.of(key)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.m[key] = value
}

func (m *MutexMap) Get(key string) (any, bool) {
	s := m.of(key)
	s.mu.RLock()
	defer s.mu.RUnlock()
	value, found := s.m[key]
	return value, found
}

func (m *MutexMap) Remove(key string) {
	s := m.of(key)
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.m, key)
}

// Count adds up the shards, one after the other.
func (m *MutexMap) Count() (n int) {
	for i := range m.shards {
		s := &m.shards[i]
		s.mu.RLock()
		n += len(s.m) // bug
		s.mu.RUnlock()
	}
	return n
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	s := m.of(key)
	s.mu.Lock()
	defer s.mu.Unlock()
	old, found := s.m[key]
	s.m[key] = f(old, found)
}

// View holds off the writers of all shards.
func (m *MutexMap) View(key string, f func(value any, found bool)) {
	for i := range m.shards {
		m.shards[i].mu.RLock()
		defer m.shards[i].mu.RUnlock()
	}
	value, found := m.of(key).m[key]
	f(value, found)
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	for key, value := range m.snapshot() {
		if !f(key, value) {
			return
		}
	}
}

func (m *MutexMap) snapshot() map[string]any {
	all := map[string]any{}
	for i := range m.shards {
		m.shards[i].mu.RLock()
		defer m.shards[i].mu.RUnlock()
		maps.Copy(all, m.shards[i].m)
	}
	return all
}

func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, found := from.Get(key)
		return found
	}
	a, b := from.of(key), to.of(key)
	first, second := a, b
	if second.id < first.id {
		first, second = second, first
	}
	first.mu.Lock()
	defer first.mu.Unlock()
	second.mu.Lock()
	defer second.mu.Unlock()
	value, found := a.m[key]
	if !found {
		return false
	}
	delete(a.m, key)
	b.m[key] = value
	return true
}
