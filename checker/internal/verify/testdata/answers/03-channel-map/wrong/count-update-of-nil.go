// wrong: count
// The owner keeps the number of keys beside the map, and an update takes an old nil for a key that was not there.

package main

// SharedMap is a map that one goroutine owns.
type SharedMap struct {
	c chan func(*table)
}

// table is what the owner owns.
type table struct {
	entries map[string]any
	n       int // how many keys there are
}

// NewMap returns an empty map, and starts its owner.
func NewMap() SharedMap {
	sm := SharedMap{c: make(chan func(*table))}
	go sm.Run()
	return sm
}

// Run carries out one command after the other.
func (sm SharedMap) Run() {
	t := &table{entries: make(map[string]any)}
	for do := range sm.c {
		do(t)
	}
}

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) {
	sm.c <- func(t *table) {
		if _, found := t.entries[key]; !found {
			t.n++
		}
		t.entries[key] = value
	}
}

// Get returns what is stored under key, and whether anything is.
func (sm SharedMap) Get(key string) (any, bool) {
	type lookup struct {
		value any
		found bool
	}
	result := make(chan lookup, 1)
	sm.c <- func(t *table) {
		value, found := t.entries[key]
		result <- lookup{value, found}
	}
	l := <-result
	return l.value, l.found
}

// Remove takes key out of the map.
func (sm SharedMap) Remove(key string) {
	sm.c <- func(t *table) {
		if _, found := t.entries[key]; found {
			t.n--
			delete(t.entries, key)
		}
	}
}

// Count returns how many keys the map has.
func (sm SharedMap) Count() int {
	result := make(chan int, 1)
	sm.c <- func(t *table) { result <- t.n }
	return <-result
}

// Update stores what f makes of the old value, and returns it.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	result := make(chan any, 1)
	sm.c <- func(t *table) {
		old, found := t.entries[key]
		value := f(old, found)
		if old == nil { // bug
			t.n++
		}
		t.entries[key] = value
		result <- value
	}
	return <-result
}
