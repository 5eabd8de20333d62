// right
// Eight shards with a lock each: writers lock their key's shard only, so that updates of different keys may overlap, while View and Count hold all eight for reading and Range copies shard by shard.
package main

import (
	"hash/fnv"
	"sync"
	"sync/atomic"
)

type shard struct {
	sync.RWMutex
	m map[string]any
}

type MutexMap struct {
	serial uint64
	shards [8]shard
}

var serials atomic.Uint64

func NewMutexMap() *MutexMap {
	m := &MutexMap{serial: serials.Add(1)}
	for i := range m.shards {
		m.shards[i].m = make(map[string]any)
	}
	return m
}

func (m *MutexMap) of(key string) *shard {
	h := fnv.New32a()
	h.Write([]byte(key))
	return &m.shards[h.Sum32()%uint32(len(m.shards))]
}

func (m *MutexMap) rlockAll() {
	for i := range m.shards {
		m.shards[i].RLock()
	}
}

func (m *MutexMap) runlockAll() {
	for i := range m.shards {
		m.shards[i].RUnlock()
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
	m.rlockAll()
	defer m.runlockAll()
	n := 0
	for i := range m.shards {
		n += len(m.shards[i].m)
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

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.rlockAll()
	defer m.runlockAll()
	value, found := m.of(key).m[key]
	f(value, found)
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	for i := range m.shards {
		s := &m.shards[i]
		s.RLock()
		part := make(map[string]any, len(s.m))
		for key, value := range s.m {
			part[key] = value
		}
		s.RUnlock()
		for key, value := range part {
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
	src, dst := from.of(key), to.of(key)
	if from.serial < to.serial {
		src.Lock()
		dst.Lock()
	} else {
		dst.Lock()
		src.Lock()
	}
	defer src.Unlock()
	defer dst.Unlock()
	value, found := src.m[key]
	if found {
		delete(src.m, key)
		dst.m[key] = value
	}
	return found
}
