// wrong: run
// The owner stores a value only where it differs from the one that is there, and takes == for the difference, for which a negative zero is zero.

package main

import "reflect"

const (
	set = iota
	get
	remove
	count
	update
)

// SharedMap is a map that one goroutine owns.
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
			sm.put(cmd.key, cmd.value)
		case get:
			value, found := sm.m[cmd.key]
			cmd.result <- lookup{value, found}
		case remove:
			delete(sm.m, cmd.key)
		case count:
			cmd.result <- len(sm.m)
		case update:
			old, found := sm.m[cmd.key]
			value := cmd.value.(func(old any, found bool) any)(old, found)
			sm.m[cmd.key] = value
			cmd.result <- value
		}
	}
}

// put writes nothing where there is nothing new. Only Run calls it.
func (sm SharedMap) put(key string, value any) {
	old, found := sm.m[key]
	if found && comparable(old) && comparable(value) && old == value { // bug
		return
	}
	sm.m[key] = value
}

func comparable(v any) bool {
	return reflect.ValueOf(v).Comparable()
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

// Update stores what f makes of the old value, and returns it.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	result := make(chan any)
	sm.c <- command{action: update, key: key, value: f, result: result}
	return <-result
}
