// right
// Sixteen shards by hash, each with its lock; Count, Range and View lock all of them in order, Move locks one shard of each map in the order of (map, shard).
package main

import (
	"hash/maphash"
	"sync"
	"sync/atomic"
)

const shards = 16

type shard struct {
	sync.RWMutex
	m map[string]any
}

// MutexMap spreads its keys over shards.
type MutexMap struct {
	id    int64
	shard [shards]shard
}

var (
	seed = maphash.MakeSeed()
	ids  atomic.Int64
)

// NewMutexMap returns an empty map.
func NewMutexMap() *MutexMap {
	m := &MutexMap{id: ids.Add(1)}
	for i := range m.shard {
		m.shard[i].m = make(map[string]any)
	}
	return m
}

func (m *MutexMap) of(key string) *shard {
	return &m.shard[maphash.String(seed, key)%shards]
}

func (m *MutexMap) lockAll() {
	for i := range m.shard {
		m.shard[i].RLock()
	}
}

func (m *MutexMap) unlockAll() {
	for i := range m.shard {
		m.shard[i].RUnlock()
	}
}

func (m *MutexMap) Set(key string, value any) {
	s := m.of(key)
	s.Lock()
	defer s.Unlock()
	s.m[key] = value
}

func (m *MutexMap) Get(key string) (any, bool) {
	s := m.of(key)
	s.RLock()
	defer s.RUnlock()
	value, found := s.m[key]
	return value, found
}

func (m *MutexMap) Remove(key string) {
	s := m.of(key)
	s.Lock()
	defer s.Unlock()
	delete(s.m, key)
}

func (m *MutexMap) Count() int {
	m.lockAll()
	defer m.unlockAll()
	n := 0
	for i := range m.shard {
		n += len(m.shard[i].m)
	}
	return n
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	s := m.of(key)
	s.Lock()
	defer s.Unlock()
	old, found := s.m[key]
	s.m[key] = f(old, found)
}

// View lets no writer in, of no key.
func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.lockAll()
	defer m.unlockAll()
	value, found := m.of(key).m[key]
	f(value, found)
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	for _, part := range m.parts() {
		for key, value := range part {
			if !f(key, value) {
				return
			}
		}
	}
}

func (m *MutexMap) parts() (parts [shards]map[string]any) {
	m.lockAll()
	defer m.unlockAll()
	for i := range m.shard {
		parts[i] = make(map[string]any, len(m.shard[i].m))
		for key, value := range m.shard[i].m {
			parts[i][key] = value
		}
	}
	return parts
}

// Move needs one shard of each map.
func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, found := from.Get(key)
		return found
	}
	out, in := from.of(key), to.of(key)
	if from.id < to.id {
		out.Lock()
		in.Lock()
	} else {
		in.Lock()
		out.Lock()
	}
	defer in.Unlock()
	defer out.Unlock()
	value, found := out.m[key]
	if found {
		delete(out.m, key)
		in.m[key] = value
	}
	return found
}
