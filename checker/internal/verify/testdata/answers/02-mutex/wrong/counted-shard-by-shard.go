// wrong: locked one-lock explored
// Count adds the shards up one after another, so a key set in a shard already counted and another one removed from a shard still to be counted make it count too few.

package main

import (
	"maps"
	"sync"
	"sync/atomic"
)

// shard is a part of the keys, behind a lock of its own.
type shard struct {
	mu sync.RWMutex
	m  map[string]any
}

// MutexMap is a map that many goroutines use at once, in eight shards.
type MutexMap struct {
	id     uint64 // its place in the order in which Move locks two maps
	shards [8]shard
}

// lastID is the id of the newest map.
var lastID atomic.Uint64

// NewMutexMap returns an empty map.
func NewMutexMap() *MutexMap {
	m := &MutexMap{id: lastID.Add(1)}
	for i := range m.shards {
		m.shards[i].m = make(map[string]any)
	}
	return m
}

// shard returns the shard of key.
func (m *MutexMap) shard(key string) *shard {
	hash := uint32(0)
	for i := range len(key) {
		hash = hash*31 + uint32(key[i])
	}
	return &m.shards[hash%uint32(len(m.shards))]
}

// Set stores value under key.
func (m *MutexMap) Set(key string, value any) {
	s := m.shard(key)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.m[key] = value
}

// Get returns the value under key, and whether there is one.
func (m *MutexMap) Get(key string) (any, bool) {
	s := m.shard(key)
	s.mu.RLock()
	defer s.mu.RUnlock()
	value, found := s.m[key]
	return value, found
}

// Remove deletes key. A key that is not there is no error.
func (m *MutexMap) Remove(key string) {
	s := m.shard(key)
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.m, key)
}

// Count returns the number of keys.
func (m *MutexMap) Count() int {
	n := 0
	for i := range m.shards {
		s := &m.shards[i]
		s.mu.RLock()
		n += len(s.m) // bug
		s.mu.RUnlock()
	}
	return n
}

// Update replaces the value under key by what f makes of it, in one step.
func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	s := m.shard(key)
	s.mu.Lock()
	defer s.mu.Unlock()
	old, found := s.m[key]
	s.m[key] = f(old, found)
}

// View shows f the value under key. It keeps the writers out of all shards.
func (m *MutexMap) View(key string, f func(value any, found bool)) {
	for i := range m.shards {
		m.shards[i].mu.RLock()
		defer m.shards[i].mu.RUnlock()
	}
	value, found := m.shard(key).m[key]
	f(value, found)
}

// Range calls f for each key, until f returns false.
func (m *MutexMap) Range(f func(key string, value any) bool) {
	for i := range m.shards {
		for key, value := range m.shards[i].snapshot() {
			if !f(key, value) {
				return
			}
		}
	}
}

// snapshot is the shard as it is now, for the caller alone.
func (s *shard) snapshot() map[string]any {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return maps.Clone(s.m)
}

// Move takes key out of from and puts it, with its value, into to.
func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, found := from.Get(key)
		return found
	}
	source, target := from.shard(key), to.shard(key)
	first, second := source, target
	if to.id < from.id {
		first, second = target, source
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
