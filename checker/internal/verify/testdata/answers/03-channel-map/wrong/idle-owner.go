// wrong: run
// Run ends when nobody has called for a minute, so that it does not leak, and the next call after such a pause blocks for ever: what is Set can be got.
package main

import "time"

// The actions that a command can ask for.
const (
	set = iota
	get
	remove
	count
	update
)

// SharedMap is a map that many goroutines use at once, by commands.
type SharedMap struct {
	m map[string]any // only Run touches it
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
	sm := SharedMap{m: make(map[string]any), c: make(chan command)}
	go sm.Run()
	return sm
}

// Run receives the commands and carries them out, until the map is out of use.
func (sm SharedMap) Run() {
	for {
		select {
		case cmd := <-sm.c:
			sm.carryOut(cmd)
		case <-time.After(time.Minute): // bug
			return
		}
	}
}

func (sm SharedMap) carryOut(cmd command) {
	switch cmd.action {
	case set:
		sm.m[cmd.key] = cmd.value
	case get:
		value, found := sm.m[cmd.key]
		cmd.result <- lookup{value, found}
	case remove:
		delete(sm.m, cmd.key)
	case count:
		cmd.result <- len(sm.m)
	case update:
		f := cmd.value.(func(old any, found bool) any)
		old, found := sm.m[cmd.key]
		value := f(old, found)
		sm.m[cmd.key] = value
		cmd.result <- value
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
