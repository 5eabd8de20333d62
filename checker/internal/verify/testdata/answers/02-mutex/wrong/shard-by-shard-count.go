// wrong: atomic
// The map has four shards and Count adds their sizes up one lock after the other: where between two shards one key is set in a shard counted already and then another removed from one still to come, Count returns a number that there never was: breaks "every method but `Range` is one step (linearizable)".
package main

import (
	"hash/maphash"
	"maps"
	"sync"
	"sync/atomic"
)

type shard struct {
	mu sync.RWMutex
	m  map[string]any
}

// MutexMap is a map that many goroutines use at once: four maps, each with a
// lock of its own.
type MutexMap struct {
	id     uint64
	shards [4]shard
}

var (
	lastID atomic.Uint64
	seed   = maphash.MakeSeed()
)

// NewMutexMap returns an empty map.
func NewMutexMap() *MutexMap {
	m := &MutexMap{id: lastID.Add(1)}
	for i := range m.shards {
		m.shards[i].m = make(map[string]any)
	}
	return m
}

// of is the shard of key, the same one in every map.
func (m *MutexMap) of(key string) *shard {
	return &m.shards[maphash.String(seed, key)%uint64(len(m.shards))]
}

// rlockAll keeps every writer out.
func (m *MutexMap) rlockAll() {
	for i := range m.shards {
		m.shards[i].mu.RLock()
	}
}

func (m *MutexMap) runlockAll() {
	for i := range m.shards {
		m.shards[i].mu.RUnlock()
	}
}

// Set stores value under key.
func (m *MutexMap) Set(key string, value any) {
	s := m.of(key)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.m[key] = value
}

// Get returns the value under key, and whether there is one.
func (m *MutexMap) Get(key string) (any, bool) {
	s := m.of(key)
	s.mu.RLock()
	defer s.mu.RUnlock()
	value, found := s.m[key]
	return value, found
}

// Remove deletes key.
func (m *MutexMap) Remove(key string) {
	s := m.of(key)
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.m, key)
}

func (s *shard) size() int {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return len(s.m)
}

// Count returns the number of keys.
func (m *MutexMap) Count() int {
	n := 0
	for i := range m.shards {
		n += m.shards[i].size() // bug
	}
	return n
}

// Update replaces the value under key by what f makes of it, in one step.
func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	s := m.of(key)
	s.mu.Lock()
	defer s.mu.Unlock()
	old, found := s.m[key]
	s.m[key] = f(old, found)
}

// View shows f the value under key. No writer is beside it, of whatever key.
func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.rlockAll()
	defer m.runlockAll()
	value, found := m.of(key).m[key]
	f(value, found)
}

// Range calls f for each key, until f returns false.
func (m *MutexMap) Range(f func(key string, value any) bool) {
	now := make(map[string]any)
	m.rlockAll()
	for i := range m.shards {
		maps.Copy(now, m.shards[i].m)
	}
	m.runlockAll()
	for key, value := range now {
		if !f(key, value) {
			return
		}
	}
}

// Move takes key out of from and puts it, with its value, into to.
func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, found := from.Get(key)
		return found
	}
	source, target := from.of(key), to.of(key)
	first, second := source, target
	if to.id < from.id {
		first, second = second, first
	}
	first.mu.Lock()
	defer first.mu.Unlock()
	second.mu.Lock()
	defer second.mu.Unlock()

	value, found := source.m[key]
	if !found {
		return false
	}
	delete(source.m, key)
	target.m[key] = value
	return true
}
