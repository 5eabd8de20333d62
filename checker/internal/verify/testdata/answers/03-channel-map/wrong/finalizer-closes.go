// wrong: run
// explain: send-on-closed send-after-close
// The garbage collector closes the channel once nobody has the handle any more, but a call that waits to send no longer has it either, so a last Set that waits while an Update's f is running panics if a collection comes: what is Set can be got.
package main

import "runtime"

// The actions that a command can ask for.
const (
	set = iota
	get
	remove
	count
	update
)

// SharedMap is a handle: when the last copy is gone, the owner may go too.
type SharedMap struct {
	*handle
}

type handle struct {
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
	c := make(chan command)
	go SharedMap{&handle{c}}.Run() // not the handle that callers get, or it would never be gone
	sm := SharedMap{&handle{c}}
	runtime.AddCleanup(sm.handle, func(c chan command) { close(c) }, c) // bug
	return sm
}

// Run receives the commands and carries them out, one after the other, until nobody can send any.
func (sm SharedMap) Run() {
	m := make(map[string]any)
	for cmd := range sm.c {
		switch cmd.action {
		case set:
			m[cmd.key] = cmd.value
		case get:
			value, found := m[cmd.key]
			cmd.result <- lookup{value, found}
		case remove:
			delete(m, cmd.key)
		case count:
			cmd.result <- len(m)
		case update:
			f := cmd.value.(func(old any, found bool) any)
			old, found := m[cmd.key]
			value := f(old, found)
			m[cmd.key] = value
			cmd.result <- value
		}
	}
}

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) {
	sm.c <- command{action: set, key: key, value: value} // bug
}

// Get returns what is stored under key, and whether anything is.
func (sm SharedMap) Get(key string) (any, bool) {
	result := make(chan any)
	sm.c <- command{action: get, key: key, result: result}
	answer := (<-result).(lookup)
	return answer.value, answer.found
}

// Remove takes key out of the map.
func (sm SharedMap) Remove(key string) {
	sm.c <- command{action: remove, key: key}
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
