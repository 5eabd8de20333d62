// right
// The keys are in a sync.Map, so that Get and Range need no lock; a readers-writer lock keeps writers apart, and out of views and counts.

package main

import "sync"

// MutexMap is a map that many goroutines use at once.
type MutexMap struct {
	turn sync.RWMutex // whole for who writes, shared for views and counts
	m    sync.Map
	size int // with turn
}

// moves is held during a move; nobody else ever has two maps.
var moves sync.Mutex

// NewMutexMap returns an empty map.
func NewMutexMap() *MutexMap { return new(MutexMap) }

// Set stores value under key.
func (m *MutexMap) Set(key string, value any) {
	m.turn.Lock()
	defer m.turn.Unlock()
	m.put(key, value)
}

func (m *MutexMap) put(key string, value any) {
	if _, had := m.m.Swap(key, value); !had {
		m.size++
	}
}

// Get returns the value under key, and whether there is one.
func (m *MutexMap) Get(key string) (any, bool) { return m.m.Load(key) }

// Remove deletes key. A key that is not there is no error.
func (m *MutexMap) Remove(key string) {
	m.turn.Lock()
	defer m.turn.Unlock()
	if _, had := m.m.LoadAndDelete(key); had {
		m.size--
	}
}

// Count returns the number of keys.
func (m *MutexMap) Count() int {
	m.turn.RLock()
	defer m.turn.RUnlock()
	return m.size
}

// Update replaces the value under key by what f makes of it, in one step.
func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.turn.Lock()
	defer m.turn.Unlock()
	m.put(key, f(m.m.Load(key)))
}

// View shows f the value under key.
func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.turn.RLock()
	defer m.turn.RUnlock()
	f(m.m.Load(key))
}

// Range calls f for each key, until f returns false.
func (m *MutexMap) Range(f func(key string, value any) bool) {
	type pair struct {
		key   string
		value any
	}
	var pairs []pair
	m.turn.RLock()
	m.m.Range(func(key, value any) bool {
		pairs = append(pairs, pair{key.(string), value})
		return true
	})
	m.turn.RUnlock()
	for _, p := range pairs {
		if !f(p.key, p.value) {
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
	moves.Lock()
	defer moves.Unlock()
	from.turn.Lock()
	defer from.turn.Unlock()
	to.turn.Lock()
	defer to.turn.Unlock()
	value, had := from.m.LoadAndDelete(key)
	if had {
		from.size--
		to.put(key, value)
	}
	return had
}
