// wrong: reply
// All callers wait for their answers at one channel, which is right for one map and its owner, but the channel belongs to the package and so to all maps.

package main

const (
	set = iota
	get
	remove
	count
	update
)

// answers is unbuffered: an owner goes on only when its caller has the answer.
var answers = make(chan answer) // bug

// SharedMap is a map that one goroutine owns.
type SharedMap struct {
	m map[string]any // only Run touches it
	c chan command
}

type command struct {
	key    string
	value  any
	f      func(old any, found bool) any
	action int
}

type answer struct {
	value any
	found bool
	n     int
}

// NewMap returns an empty map, and starts its owner.
func NewMap() SharedMap {
	sm := SharedMap{
		m: make(map[string]any),
		c: make(chan command),
	}
	go sm.Run()
	return sm
}

// Run receives the commands and carries them out, one after the other.
func (sm SharedMap) Run() {
	for cmd := range sm.c {
		switch cmd.action {
		case set:
			sm.m[cmd.key] = cmd.value
		case get:
			value, found := sm.m[cmd.key]
			answers <- answer{value: value, found: found}
		case remove:
			delete(sm.m, cmd.key)
		case count:
			answers <- answer{n: len(sm.m)}
		case update:
			old, found := sm.m[cmd.key]
			value := cmd.f(old, found)
			sm.m[cmd.key] = value
			answers <- answer{value: value}
		}
	}
}

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) {
	sm.c <- command{action: set, key: key, value: value}
}

// Get returns what is stored under key, and whether anything is.
func (sm SharedMap) Get(key string) (any, bool) {
	sm.c <- command{action: get, key: key}
	a := <-answers
	return a.value, a.found
}

// Remove takes key out of the map.
func (sm SharedMap) Remove(key string) {
	sm.c <- command{action: remove, key: key}
}

// Count returns how many keys the map has.
func (sm SharedMap) Count() int {
	sm.c <- command{action: count}
	return (<-answers).n
}

// Update stores what f makes of the old value, and returns it.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	sm.c <- command{action: update, key: key, f: f}
	return (<-answers).value
}
