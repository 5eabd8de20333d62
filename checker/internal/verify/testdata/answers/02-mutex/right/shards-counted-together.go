// right
// Five shards, each with its lock: a change locks one shard, while Count, View and Range lock all of them in order; Move locks the same shard of both maps by serial.
package main

import (
	"hash/fnv"
	"sync"
	"sync/atomic"
)

const shardsOfMap = 5

var shardedSerial atomic.Uint64

type mapShard struct {
	sync.RWMutex
	m map[string]any
}

type MutexMap struct {
	serial uint64
	shards [shardsOfMap]mapShard
}

func NewMutexMap() *MutexMap {
	m := &MutexMap{serial: shardedSerial.Add(1)}
	for i := range m.shards {
		m.shards[i].m = map[string]any{}
	}
	return m
}

func (m *MutexMap) shard(key string) *mapShard {
	h := fnv.New32a()
	h.Write([]byte(key))
	return &m.shards[h.Sum32()%shardsOfMap]
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
	m.rlockAll()
	defer m.runlockAll()
	n := 0
	for i := range m.shards {
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

// View keeps out the writers of every key.
func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.rlockAll()
	defer m.runlockAll()
	value, found := m.shard(key).m[key]
	f(value, found)
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	var keys []string
	var values []any
	m.rlockAll()
	for i := range m.shards {
		for key, value := range m.shards[i].m {
			keys, values = append(keys, key), append(values, value)
		}
	}
	m.runlockAll()
	for i, key := range keys {
		if !f(key, values[i]) {
			return
		}
	}
}

func Move(from, to *MutexMap, key string) bool {
	src, dst := from.shard(key), to.shard(key)
	if from == to {
		_, found := from.Get(key)
		return found
	}
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
	if !found {
		return false
	}
	delete(src.m, key)
	dst.m[key] = value
	return true
}
