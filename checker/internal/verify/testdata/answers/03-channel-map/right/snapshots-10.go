// right
// The owner hands out the map itself to readers and never writes one that it has handed out: the first write after that works on a copy.

package main

import "maps"

// SharedMap is a map whose owner gives away what it will not touch again.
type SharedMap struct {
	writes    chan func(m map[string]any)
	snapshots chan map[string]any
}

// NewMap starts the owner of an empty map.
func NewMap() SharedMap {
	sm := SharedMap{
		writes:    make(chan func(m map[string]any)),
		snapshots: make(chan map[string]any),
	}
	go sm.Run()
	return sm
}

// Run either takes a write or gives a snapshot.
func (sm SharedMap) Run() {
	m := make(map[string]any)
	mine := true
	for {
		select {
		case sm.snapshots <- m:
			mine = false
		case write := <-sm.writes:
			if !mine {
				m, mine = maps.Clone(m), true
			}
			write(m)
		}
	}
}

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) {
	sm.writes <- func(m map[string]any) { m[key] = value }
}

// Remove takes key out of the map.
func (sm SharedMap) Remove(key string) {
	sm.writes <- func(m map[string]any) { delete(m, key) }
}

// Get looks into a snapshot.
func (sm SharedMap) Get(key string) (any, bool) {
	value, found := (<-sm.snapshots)[key]
	return value, found
}

// Count counts a snapshot.
func (sm SharedMap) Count() int { return len(<-sm.snapshots) }

// Update stores what f makes of the old value, and returns it.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	result := make(chan any, 1)
	sm.writes <- func(m map[string]any) {
		old, found := m[key]
		m[key] = f(old, found)
		result <- m[key]
	}
	return <-result
}
