// right
// Move never waits with a lock in its hand: where the second map is busy it lets the first one go, yields, and begins with the busy one.

package main

import (
	"runtime"
	"sync"
)

// entry is a key with its value.
type entry struct {
	key   string
	value any
}

// MutexMap is a map that many goroutines use at once: a dense list of entries, and
// for each key its place in the list.
type MutexMap struct {
	sync.RWMutex
	entries []entry
	place   map[string]int
}

// NewMutexMap returns an empty map.
func NewMutexMap() *MutexMap {
	return &MutexMap{place: map[string]int{}}
}

func (m *MutexMap) lookup(key string) (any, bool) {
	i, found := m.place[key]
	if !found {
		return nil, false
	}
	return m.entries[i].value, true
}

func (m *MutexMap) store(key string, value any) {
	if i, found := m.place[key]; found {
		m.entries[i].value = value
		return
	}
	m.place[key] = len(m.entries)
	m.entries = append(m.entries, entry{key, value})
}

// drop fills the hole with the last entry.
func (m *MutexMap) drop(key string) {
	i, found := m.place[key]
	if !found {
		return
	}
	last := len(m.entries) - 1
	m.entries[i] = m.entries[last]
	m.place[m.entries[i].key] = i
	m.entries[last] = entry{}
	m.entries = m.entries[:last]
	delete(m.place, key)
}

// alone runs do while nobody else is inside.
func (m *MutexMap) alone(do func()) {
	m.Lock()
	defer m.Unlock()
	do()
}

// together runs do while nobody changes anything.
func (m *MutexMap) together(do func()) {
	m.RLock()
	defer m.RUnlock()
	do()
}

// Set stores value under key.
func (m *MutexMap) Set(key string, value any) {
	m.alone(func() { m.store(key, value) })
}

// Get returns the value under key, and whether there is one.
func (m *MutexMap) Get(key string) (value any, found bool) {
	m.together(func() { value, found = m.lookup(key) })
	return value, found
}

// Remove deletes key. A key that is not there is no error.
func (m *MutexMap) Remove(key string) {
	m.alone(func() { m.drop(key) })
}

// Count returns the number of keys.
func (m *MutexMap) Count() (n int) {
	m.together(func() { n = len(m.entries) })
	return n
}

// Update replaces the value under key by what f makes of it, in one step.
func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.alone(func() { m.store(key, f(m.lookup(key))) })
}

// View shows f the value under key.
func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.together(func() { f(m.lookup(key)) })
}

// Range calls f for each key, until f returns false.
func (m *MutexMap) Range(f func(key string, value any) bool) {
	var all []entry
	m.together(func() { all = append(all, m.entries...) })
	for _, e := range all {
		if !f(e.key, e.value) {
			return
		}
	}
}

// lockBoth returns with both locks held.
func lockBoth(first, second *MutexMap) {
	for {
		first.Lock()
		if second.TryLock() {
			return
		}
		first.Unlock()
		runtime.Gosched()
		first, second = second, first
	}
}

// Move takes key out of from and puts it, with its value, into to.
func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, found := from.Get(key)
		return found
	}
	lockBoth(from, to)
	defer from.Unlock()
	defer to.Unlock()
	value, found := from.lookup(key)
	if found {
		from.drop(key)
		to.store(key, value)
	}
	return found
}
