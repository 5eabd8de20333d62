// wrong: callback
// Range walks the keys in the order in which they came and ends after as many calls as there were keys; where f removes one key and sets another one anew, the walk has a call left and sees that one twice.

package main

import (
	"slices"
	"sync"
	"sync/atomic"
)

// entry is a key that came; it is dead once the key has been removed.
type entry struct {
	key   string
	value any
	dead  bool
}

// MutexMap is a map that many goroutines use at once, in the order of coming.
type MutexMap struct {
	id      uint64 // its place in the order in which Move locks two maps
	mu      sync.RWMutex
	m       map[string]*entry
	came    []*entry     // the dead ones are swept out now and then
	walkers atomic.Int64 // Ranges at work; nothing is swept meanwhile
}

// lastID is the id of the newest map.
var lastID atomic.Uint64

// NewMutexMap returns an empty map.
func NewMutexMap() *MutexMap {
	return &MutexMap{id: lastID.Add(1), m: make(map[string]*entry)}
}

// look, put and drop are for who holds the lock.
func (m *MutexMap) look(key string) (any, bool) {
	e := m.m[key]
	if e == nil {
		return nil, false
	}
	return e.value, true
}

func (m *MutexMap) put(key string, value any) {
	if e := m.m[key]; e != nil {
		e.value = value
		return
	}
	e := &entry{key: key, value: value}
	m.m[key] = e
	m.came = append(m.came, e)
}

func (m *MutexMap) drop(key string) {
	if e := m.m[key]; e != nil {
		e.dead = true
		delete(m.m, key)
		m.sweep()
	}
}

// sweep forgets the dead entries where they are too many.
func (m *MutexMap) sweep() {
	if m.walkers.Load() == 0 && len(m.came) > 2*len(m.m)+8 {
		m.came = slices.DeleteFunc(m.came, func(e *entry) bool { return e.dead })
	}
}

// Set stores value under key.
func (m *MutexMap) Set(key string, value any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.put(key, value)
}

// Get returns the value under key, and whether there is one.
func (m *MutexMap) Get(key string) (any, bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return m.look(key)
}

// Remove deletes key. A key that is not there is no error.
func (m *MutexMap) Remove(key string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.drop(key)
}

// Count returns the number of keys.
func (m *MutexMap) Count() int {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return len(m.m)
}

// Update replaces the value under key by what f makes of it, in one step.
func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.put(key, f(m.look(key)))
}

// View shows f the value under key. Views run side by side, no writer beside them.
func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	f(m.look(key))
}

// Range calls f for each key, until f returns false. It makes no more calls than
// there were keys at the beginning, so keys that come later do not keep it going.
func (m *MutexMap) Range(f func(key string, value any) bool) {
	calls := m.begin()
	defer m.walkers.Add(-1)
	for i := 0; calls > 0; i++ { // bug
		key, value, state := m.at(i)
		if state == over {
			return
		}
		if state == alive {
			if !f(key, value) {
				return
			}
			calls--
		}
	}
}

// begin counts a walker in, and returns the number of keys.
func (m *MutexMap) begin() int {
	m.mu.RLock()
	defer m.mu.RUnlock()
	m.walkers.Add(1)
	return len(m.m)
}

// What may be at a place.
const (
	alive = iota
	dead
	over
)

// at is the entry at i as it is now.
func (m *MutexMap) at(i int) (key string, value any, state int) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	if i >= len(m.came) {
		return "", nil, over
	}
	e := m.came[i]
	if e.dead {
		return "", nil, dead
	}
	return e.key, e.value, alive
}

// lockBoth locks two maps, the older one first.
func lockBoth(a, b *MutexMap) {
	if b.id < a.id {
		a, b = b, a
	}
	a.mu.Lock()
	b.mu.Lock()
}

// Move takes key out of from and puts it, with its value, into to.
func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, found := from.Get(key)
		return found
	}
	lockBoth(from, to)
	defer from.mu.Unlock()
	defer to.mu.Unlock()
	value, found := from.look(key)
	if !found {
		return false
	}
	from.drop(key)
	to.put(key, value)
	return true
}
