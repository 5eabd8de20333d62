// right
// One monitor for all maps hands out the right to a map: who wants two of them gets both in one step, or waits without either.

package main

import (
	"maps"
	"sync"
)

// hall is where all wait who want a map. Its lock is held for moments only, never
// during a callback.
var hall = struct {
	sync.Mutex
	changed *sync.Cond
}{}

func init() { hall.changed = sync.NewCond(&hall) }

// MutexMap is a map that many goroutines use at once. The fields but m change with
// hall locked; m is written by the one who has the map, and read by its readers.
type MutexMap struct {
	readers int
	taken   bool
	wanted  int // writers who wait
	m       map[string]any
}

// NewMutexMap returns an empty map.
func NewMutexMap() *MutexMap {
	return &MutexMap{m: map[string]any{}}
}

// take waits until all of the maps are free, and takes them.
func take(all ...*MutexMap) {
	hall.Lock()
	defer hall.Unlock()
	for _, m := range all {
		m.wanted++
	}
	for !free(all) {
		hall.changed.Wait()
	}
	for _, m := range all {
		m.wanted--
		m.taken = true
	}
}

func free(all []*MutexMap) bool {
	for _, m := range all {
		if m.taken || m.readers > 0 {
			return false
		}
	}
	return true
}

func giveBack(all ...*MutexMap) {
	hall.Lock()
	defer hall.Unlock()
	for _, m := range all {
		m.taken = false
	}
	hall.changed.Broadcast()
}

func (m *MutexMap) beginReading() {
	hall.Lock()
	defer hall.Unlock()
	for m.taken || m.wanted > 0 {
		hall.changed.Wait()
	}
	m.readers++
}

func (m *MutexMap) endReading() {
	hall.Lock()
	defer hall.Unlock()
	m.readers--
	if m.readers == 0 {
		hall.changed.Broadcast()
	}
}

// Set stores value under key.
func (m *MutexMap) Set(key string, value any) {
	take(m)
	defer giveBack(m)
	m.m[key] = value
}

// Get returns the value under key, and whether there is one.
func (m *MutexMap) Get(key string) (any, bool) {
	m.beginReading()
	defer m.endReading()
	value, found := m.m[key]
	return value, found
}

// Remove deletes key. A key that is not there is no error.
func (m *MutexMap) Remove(key string) {
	take(m)
	defer giveBack(m)
	delete(m.m, key)
}

// Count returns the number of keys.
func (m *MutexMap) Count() int {
	m.beginReading()
	defer m.endReading()
	return len(m.m)
}

// Update replaces the value under key by what f makes of it, in one step.
func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	take(m)
	defer giveBack(m)
	old, found := m.m[key]
	m.m[key] = f(old, found)
}

// View shows f the value under key.
func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.beginReading()
	defer m.endReading()
	value, found := m.m[key]
	f(value, found)
}

// Range calls f for each key, until f returns false.
func (m *MutexMap) Range(f func(key string, value any) bool) {
	m.beginReading()
	copied := maps.Clone(m.m)
	m.endReading()
	for key, value := range copied {
		if !f(key, value) {
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
	take(from, to)
	defer giveBack(from, to)
	value, found := from.m[key]
	if found {
		delete(from.m, key)
		to.m[key] = value
	}
	return found
}
