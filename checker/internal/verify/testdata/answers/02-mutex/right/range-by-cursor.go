// right
// Range takes no snapshot: each key has the number of its birth, and Range goes from number to number up to the last that was born before the call; the store is a package-level table, and one Move runs at a time.
package main

import (
	"sort"
	"sync"
)

type entry struct {
	born  uint64
	key   string
	value any
}

// store keeps its entries by birth.
type store struct {
	sync.RWMutex
	births  uint64
	entries []entry
	birth   map[string]uint64
}

// MutexMap is a mere handle of its store.
type MutexMap struct{ number int }

var (
	stores struct {
		sync.RWMutex
		all []*store
	}
	oneMover = make(chan struct{}, 1)
)

// NewMutexMap returns an empty map.
func NewMutexMap() *MutexMap {
	stores.Lock()
	defer stores.Unlock()
	stores.all = append(stores.all, &store{birth: make(map[string]uint64)})
	return &MutexMap{len(stores.all) - 1}
}

func (m *MutexMap) store() *store {
	stores.RLock()
	defer stores.RUnlock()
	return stores.all[m.number]
}

// at is the place of the first entry that was born at or after the given one.
func (s *store) at(born uint64) int {
	return sort.Search(len(s.entries), func(i int) bool { return s.entries[i].born >= born })
}

func (s *store) get(key string) (any, bool) {
	born, found := s.birth[key]
	if !found {
		return nil, false
	}
	return s.entries[s.at(born)].value, true
}

func (s *store) put(key string, value any) {
	if born, found := s.birth[key]; found {
		s.entries[s.at(born)].value = value
		return
	}
	s.births++
	s.birth[key] = s.births
	s.entries = append(s.entries, entry{s.births, key, value})
}

func (s *store) drop(key string) {
	if born, found := s.birth[key]; found {
		i := s.at(born)
		s.entries = append(s.entries[:i], s.entries[i+1:]...)
		delete(s.birth, key)
	}
}

func (m *MutexMap) Set(key string, value any) {
	s := m.store()
	s.Lock()
	defer s.Unlock()
	s.put(key, value)
}

func (m *MutexMap) Get(key string) (any, bool) {
	s := m.store()
	s.RLock()
	defer s.RUnlock()
	return s.get(key)
}

func (m *MutexMap) Remove(key string) {
	s := m.store()
	s.Lock()
	defer s.Unlock()
	s.drop(key)
}

func (m *MutexMap) Count() int {
	s := m.store()
	s.RLock()
	defer s.RUnlock()
	return len(s.entries)
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	s := m.store()
	s.Lock()
	defer s.Unlock()
	s.put(key, f(s.get(key)))
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	s := m.store()
	s.RLock()
	defer s.RUnlock()
	f(s.get(key))
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	s := m.store()
	s.RLock()
	last := s.births
	s.RUnlock()
	for e := (entry{}); e.born < last; {
		var more bool
		if e, more = s.next(e.born+1, last); !more || !f(e.key, e.value) {
			return
		}
	}
}

func (s *store) next(born, last uint64) (entry, bool) {
	s.RLock()
	defer s.RUnlock()
	i := s.at(born)
	if i == len(s.entries) || s.entries[i].born > last {
		return entry{}, false
	}
	return s.entries[i], true
}

func Move(from, to *MutexMap, key string) bool {
	oneMover <- struct{}{}
	defer func() { <-oneMover }()
	if from.number == to.number {
		_, found := from.Get(key)
		return found
	}
	out, in := from.store(), to.store()
	out.Lock()
	value, found := out.get(key)
	out.drop(key)
	out.Unlock()
	if found {
		in.Lock()
		in.put(key, value)
		in.Unlock()
	}
	return found
}
