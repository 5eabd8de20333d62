// wrong: update
// An update is stored only if the key still has the version that was read, but a key that is removed and set again begins with its first version again.

package main

// SharedMap is a map that one goroutine owns.
type SharedMap struct {
	c chan func(m map[string]entry)
}

// entry is a value and how many times its key has been written; a missing key has version 0.
type entry struct {
	value   any
	version int
}

// NewMap returns an empty map, and starts its owner.
func NewMap() SharedMap {
	sm := SharedMap{c: make(chan func(m map[string]entry))}
	go sm.Run()
	return sm
}

// Run carries out one command after the other.
func (sm SharedMap) Run() {
	m := make(map[string]entry)
	for do := range sm.c {
		do(m)
	}
}

func (sm SharedMap) read(key string) entry {
	result := make(chan entry, 1)
	sm.c <- func(m map[string]entry) { result <- m[key] }
	return <-result
}

// swap stores value unless the key has changed since old was read.
func (sm SharedMap) swap(key string, old entry, value any) bool {
	result := make(chan bool, 1)
	sm.c <- func(m map[string]entry) {
		same := m[key].version == old.version
		if same {
			m[key] = entry{value, old.version + 1}
		}
		result <- same
	}
	return <-result
}

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) {
	sm.c <- func(m map[string]entry) { m[key] = entry{value, m[key].version + 1} }
}

// Get returns what is stored under key, and whether anything is.
func (sm SharedMap) Get(key string) (any, bool) {
	e := sm.read(key)
	return e.value, e.version > 0
}

// Remove takes key out of the map.
func (sm SharedMap) Remove(key string) {
	sm.c <- func(m map[string]entry) { delete(m, key) } // bug
}

// Count returns how many keys the map has.
func (sm SharedMap) Count() int {
	result := make(chan int, 1)
	sm.c <- func(m map[string]entry) { result <- len(m) }
	return <-result
}

// Update stores what f makes of the old value, and returns it.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	for {
		old := sm.read(key)
		value := f(old.value, old.version > 0)
		if sm.swap(key, old, value) {
			return value
		}
	}
}
