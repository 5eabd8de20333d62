// right
// No Go map: pairs in a sorted slice that is never written in place, found by binary search; a map gets its number from a sync.Once at its first Move.
package main

import (
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

type pair struct {
	key   string
	value any
}

type MutexMap struct {
	mu     sync.RWMutex
	pairs  []pair
	once   sync.Once
	number int64
}

var numbers atomic.Int64

func NewMutexMap() *MutexMap { return &MutexMap{} }

func (m *MutexMap) order() int64 {
	m.once.Do(func() { m.number = numbers.Add(1) })
	return m.number
}

func (m *MutexMap) find(key string) (int, bool) {
	return slices.BinarySearchFunc(m.pairs, key, func(p pair, key string) int { return strings.Compare(p.key, key) })
}

func (m *MutexMap) lookUp(key string) (any, bool) {
	if i, found := m.find(key); found {
		return m.pairs[i].value, true
	}
	return nil, false
}

func (m *MutexMap) put(key string, value any) {
	i, found := m.find(key)
	rest := m.pairs[i:]
	if found {
		rest = rest[1:]
	}
	m.pairs = slices.Concat(m.pairs[:i], []pair{{key, value}}, rest)
}

func (m *MutexMap) drop(key string) {
	if i, found := m.find(key); found {
		m.pairs = slices.Concat(m.pairs[:i], m.pairs[i+1:])
	}
}

func (m *MutexMap) Set(key string, value any) {
	m.mu.Lock()
	m.put(key, value)
	m.mu.Unlock()
}

func (m *MutexMap) Get(key string) (any, bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return m.lookUp(key)
}

func (m *MutexMap) Remove(key string) {
	m.mu.Lock()
	m.drop(key)
	m.mu.Unlock()
}

func (m *MutexMap) Count() int {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return len(m.pairs)
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.put(key, f(m.lookUp(key)))
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	r := m.mu.RLocker()
	r.Lock()
	defer r.Unlock()
	f(m.lookUp(key))
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	m.mu.RLock()
	then := m.pairs // never written in place
	m.mu.RUnlock()
	for _, p := range then {
		if !f(p.key, p.value) {
			return
		}
	}
}

func Move(from, to *MutexMap, key string) bool {
	locks := []*MutexMap{from, to}
	slices.SortFunc(locks, func(a, b *MutexMap) int { return int(a.order() - b.order()) })
	for _, m := range slices.Compact(locks) {
		m.mu.Lock()
		defer m.mu.Unlock()
	}
	value, found := from.lookUp(key)
	if found {
		from.drop(key)
		to.put(key, value)
	}
	return found
}
