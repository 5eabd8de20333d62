// wrong: update
// The update itself is one step, but its new value is fetched afterwards, when it may be somebody else's.

package main

// SharedMap is a map that one goroutine owns.
type SharedMap struct {
	sets    chan pair
	gets    chan question
	removes chan string
	counts  chan chan int
	updates chan change
}

type pair struct {
	key   string
	value any
}

type question struct {
	key    string
	answer chan lookup
}

type lookup struct {
	value any
	found bool
}

type change struct {
	key string
	f   func(old any, found bool) any
}

// NewMap returns an empty map, and starts its owner.
func NewMap() SharedMap {
	sm := SharedMap{
		sets:    make(chan pair),
		gets:    make(chan question),
		removes: make(chan string),
		counts:  make(chan chan int),
		updates: make(chan change),
	}
	go sm.Run()
	return sm
}

// Run carries out one command after the other.
func (sm SharedMap) Run() {
	m := make(map[string]any)
	for {
		select {
		case p := <-sm.sets:
			m[p.key] = p.value
		case q := <-sm.gets:
			value, found := m[q.key]
			q.answer <- lookup{value, found}
		case key := <-sm.removes:
			delete(m, key)
		case n := <-sm.counts:
			n <- len(m)
		case u := <-sm.updates:
			old, found := m[u.key]
			m[u.key] = u.f(old, found)
		}
	}
}

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) {
	sm.sets <- pair{key, value}
}

// Get returns what is stored under key, and whether anything is.
func (sm SharedMap) Get(key string) (any, bool) {
	answer := make(chan lookup)
	sm.gets <- question{key, answer}
	l := <-answer
	return l.value, l.found
}

// Remove takes key out of the map.
func (sm SharedMap) Remove(key string) {
	sm.removes <- key
}

// Count returns how many keys the map has.
func (sm SharedMap) Count() int {
	n := make(chan int)
	sm.counts <- n
	return <-n
}

// Update stores what f makes of the old value, and returns it.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	sm.updates <- change{key, f}
	value, _ := sm.Get(key) // bug
	return value
}
