// right
// Four shards with a lock each, so writers of different keys run beside each other; View, Count and Range lock all shards for reading, which keeps every writer out.
package main

import (
	"hash/maphash"
	"sync"
	"sync/atomic"
)

const shardCount = 4

type shard struct {
	mu sync.RWMutex
	m  map[string]any
}

// MutexMap is a map that many goroutines use at once.
type MutexMap struct {
	id     uint64
	shards [shardCount]shard
}

var (
	mapsMade atomic.Uint64
	hashSeed = maphash.MakeSeed()
)

// NewMutexMap returns an empty map.
func NewMutexMap() *MutexMap {
	m := &MutexMap{id: mapsMade.Add(1)}
	for i := range m.shards {
		m.shards[i].m = make(map[string]any)
	}
	return m
}

// of is the shard of key; one key has the same place in every map.
func (m *MutexMap) of(key string) *shard {
	return &m.shards[maphash.String(hashSeed, key)%shardCount]
}

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

// Count returns the number of keys. It holds all shards at once: the sum of
// counts taken one after the other may be a number that there never was.
func (m *MutexMap) Count() int {
	m.rlockAll()
	defer m.runlockAll()
	n := 0
	for i := range m.shards {
		n += len(m.shards[i].m)
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
	var copied [shardCount]map[string]any
	m.rlockAll()
	for i := range m.shards {
		copied[i] = make(map[string]any, len(m.shards[i].m))
		for key, value := range m.shards[i].m {
			copied[i][key] = value
		}
	}
	m.runlockAll()
	for _, part := range copied {
		for key, value := range part {
			if !f(key, value) {
				return
			}
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
