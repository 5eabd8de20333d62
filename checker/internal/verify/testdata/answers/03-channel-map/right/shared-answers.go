// right
// One channel for each method and one answer channel for all callers: the owner goes on only when its answer has been taken, and the count is a message that it always offers.

package main

// SharedMap is a set of channels; the map itself is a variable of Run.
type SharedMap struct {
	sets    chan entry
	asks    chan string
	removes chan string
	counts  chan int
	edits   chan edit
	answers chan entry // unbuffered: exactly one caller waits for it at a time
}

type entry struct {
	key   string
	value any
	found bool
}

type edit struct {
	key string
	f   func(old any, found bool) any
}

// NewMap returns an empty map, and starts its owner.
func NewMap() SharedMap {
	sm := SharedMap{
		sets:    make(chan entry),
		asks:    make(chan string),
		removes: make(chan string),
		counts:  make(chan int),
		edits:   make(chan edit),
		answers: make(chan entry),
	}
	go sm.Run()
	return sm
}

// Run owns the map.
func (sm SharedMap) Run() {
	m := map[string]any{}
	for {
		select {
		case e := <-sm.sets:
			m[e.key] = e.value
		case key := <-sm.asks:
			value, found := m[key]
			sm.answers <- entry{key, value, found}
		case key := <-sm.removes:
			delete(m, key)
		case sm.counts <- len(m):
		case e := <-sm.edits:
			old, found := m[e.key]
			value := e.f(old, found)
			m[e.key] = value
			sm.answers <- entry{e.key, value, true}
		}
	}
}

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) {
	sm.sets <- entry{key: key, value: value}
}

// Get returns what is stored under key, and whether anything is.
func (sm SharedMap) Get(key string) (any, bool) {
	sm.asks <- key
	e := <-sm.answers
	return e.value, e.found
}

// Remove takes key out of the map.
func (sm SharedMap) Remove(key string) {
	sm.removes <- key
}

// Count returns how many keys the map has.
func (sm SharedMap) Count() int {
	return <-sm.counts
}

// Update stores what f makes of the old value, and returns it.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	sm.edits <- edit{key, f}
	return (<-sm.answers).value
}
