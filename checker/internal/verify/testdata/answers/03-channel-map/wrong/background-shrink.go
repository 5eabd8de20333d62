// wrong: remove
// Remove returns with a goroutine of its own still waiting to tell the owner to shrink the map, and where the owner is kept busy it is there as long as that: a function that has returned has left no goroutine behind.
package main

import "maps"

// The actions that a command can ask for.
const (
	set = iota
	get
	remove
	count
	update
	shrink
)

// SharedMap is the way to the goroutine that owns the map.
type SharedMap struct {
	c chan command
}

type command struct {
	key    string
	value  any
	action int
	result chan<- any
}

type lookup struct {
	value any
	found bool
}

// NewMap returns an empty map, and starts the goroutine that owns it.
func NewMap() SharedMap {
	sm := SharedMap{c: make(chan command)}
	go sm.Run()
	return sm
}

// Run receives the commands and carries them out, one after the other.
func (sm SharedMap) Run() {
	m, removed := make(map[string]any), 0
	for cmd := range sm.c {
		switch cmd.action {
		case set:
			m[cmd.key] = cmd.value
		case get:
			value, found := m[cmd.key]
			cmd.result <- lookup{value, found}
		case remove:
			if _, found := m[cmd.key]; found {
				delete(m, cmd.key)
				removed++
			}
		case count:
			cmd.result <- len(m)
		case update:
			f := cmd.value.(func(old any, found bool) any)
			old, found := m[cmd.key]
			value := f(old, found)
			m[cmd.key] = value
			cmd.result <- value
		case shrink:
			// A Go map keeps the room that it once had; where most of it is unused, move to a new one.
			if removed > 64 && removed > 3*len(m) {
				small := make(map[string]any, len(m))
				maps.Copy(small, m)
				m, removed = small, 0
			}
		}
	}
}

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) {
	sm.c <- command{action: set, key: key, value: value}
}

// Get returns what is stored under key, and whether anything is.
func (sm SharedMap) Get(key string) (any, bool) {
	result := make(chan any)
	sm.c <- command{action: get, key: key, result: result}
	answer := (<-result).(lookup)
	return answer.value, answer.found
}

// Remove takes key out of the map, and has the map shrunk when there is time.
func (sm SharedMap) Remove(key string) {
	sm.c <- command{action: remove, key: key}
	go func() { sm.c <- command{action: shrink} }() // bug
}

// Count returns how many keys the map has.
func (sm SharedMap) Count() int {
	result := make(chan any)
	sm.c <- command{action: count, result: result}
	return (<-result).(int)
}

// Update stores what f makes of what is there, and returns it.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	result := make(chan any)
	sm.c <- command{action: update, key: key, value: f, result: result}
	return <-result
}
