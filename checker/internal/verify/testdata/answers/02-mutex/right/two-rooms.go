// right
// Sharded, with a room for views and a room for writers of which one is open at a time; writers of different shards work side by side.

package main

import (
	"maps"
	"sync"
	"sync/atomic"
)

// Kinds of visitors.
const (
	viewers = iota
	writers
)

// rooms lets any number of one kind in, but never both kinds at once. Who waits is
// let in together with all others of the kind, when the last one inside has left.
type rooms struct {
	mu      sync.Mutex
	kind    int // of those inside
	inside  int
	waiting [2]int
	door    [2]chan struct{} // closed for all that wait at it
}

func (r *rooms) enter(kind int) {
	r.mu.Lock()
	if r.inside == 0 || r.kind == kind && r.waiting[1-kind] == 0 {
		r.kind = kind
		r.inside++
		r.mu.Unlock()
		return
	}
	if r.waiting[kind] == 0 {
		r.door[kind] = make(chan struct{})
	}
	r.waiting[kind]++
	door := r.door[kind]
	r.mu.Unlock()
	<-door // who opens it has counted us in
}

func (r *rooms) leave() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.inside--
	if r.inside > 0 {
		return
	}
	for _, kind := range [2]int{1 - r.kind, r.kind} {
		if n := r.waiting[kind]; n > 0 {
			r.kind, r.inside, r.waiting[kind] = kind, n, 0
			close(r.door[kind])
			return
		}
	}
}

// shard is a part of the keys.
type shard struct {
	mu sync.RWMutex
	m  map[string]any
}

const shards = 16

// MutexMap is a map that many goroutines use at once.
type MutexMap struct {
	number int64
	rooms  rooms
	size   atomic.Int64 // changes while the lock of the shard is held
	shards [shards]shard
}

var lastNumber atomic.Int64

// NewMutexMap returns an empty map.
func NewMutexMap() *MutexMap {
	m := &MutexMap{number: lastNumber.Add(1)}
	for i := range m.shards {
		m.shards[i].m = map[string]any{}
	}
	return m
}

func (m *MutexMap) shard(key string) *shard {
	hash := uint(0)
	for _, b := range []byte(key) {
		hash = hash*31 + uint(b)
	}
	return &m.shards[hash%shards]
}

// put stores in a shard that is locked.
func (m *MutexMap) put(s *shard, key string, value any) {
	if _, found := s.m[key]; !found {
		m.size.Add(1)
	}
	s.m[key] = value
}

// drop deletes from a shard that is locked.
func (m *MutexMap) drop(s *shard, key string) {
	if _, found := s.m[key]; found {
		m.size.Add(-1)
		delete(s.m, key)
	}
}

// Set stores value under key.
func (m *MutexMap) Set(key string, value any) {
	m.Update(key, func(any, bool) any { return value })
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
	m.rooms.enter(writers)
	defer m.rooms.leave()
	s := m.shard(key)
	s.mu.Lock()
	defer s.mu.Unlock()
	m.drop(s, key)
}

// Count returns the number of keys.
func (m *MutexMap) Count() int { return int(m.size.Load()) }

// Update replaces the value under key by what f makes of it, in one step.
func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.rooms.enter(writers)
	defer m.rooms.leave()
	s := m.shard(key)
	s.mu.Lock()
	defer s.mu.Unlock()
	old, found := s.m[key]
	m.put(s, key, f(old, found))
}

// View shows f the value under key.
func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.rooms.enter(viewers)
	defer m.rooms.leave()
	f(m.Get(key))
}

func (s *shard) copied() map[string]any {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return maps.Clone(s.m)
}

// Range calls f for each key, until f returns false.
func (m *MutexMap) Range(f func(key string, value any) bool) {
	for i := range m.shards {
		for key, value := range m.shards[i].copied() {
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
	first, second := from, to
	if first.number > second.number {
		first, second = second, first
	}
	for _, m := range []*MutexMap{first, second} {
		m.rooms.enter(writers)
		defer m.rooms.leave()
		m.shard(key).mu.Lock()
		defer m.shard(key).mu.Unlock()
	}
	source, target := from.shard(key), to.shard(key)
	value, found := source.m[key]
	if found {
		from.drop(source, key)
		to.put(target, key, value)
	}
	return found
}
