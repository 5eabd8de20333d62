// wrong: run
// Set gives up when the owner has not taken its command within a second, as when it is busy with the f of an Update, and returns as if nothing were amiss: what is Set can not be got.
package main

import "time"

const (
	set = iota
	get
	remove
	count
	update
)

type command struct {
	key    string
	value  any
	f      func(old any, found bool) any
	action int
	result chan lookup
}

type lookup struct {
	value any
	found bool
}

// patience is how long a Set waits for an owner that does not listen.
const patience = time.Second

// SharedMap is a map that one goroutine owns.
type SharedMap struct {
	m map[string]any // only Run touches it
	c chan command
}

// NewMap returns an empty map, and starts the goroutine that owns it.
func NewMap() SharedMap {
	sm := SharedMap{m: make(map[string]any), c: make(chan command)}
	go sm.Run()
	return sm
}

// Run carries out the commands, one after the other.
func (sm SharedMap) Run() {
	for cmd := range sm.c {
		switch cmd.action {
		case set:
			sm.m[cmd.key] = cmd.value
		case get:
			value, found := sm.m[cmd.key]
			cmd.result <- lookup{value, found}
		case remove:
			delete(sm.m, cmd.key)
		case count:
			cmd.result <- lookup{value: len(sm.m)}
		case update:
			old, found := sm.m[cmd.key]
			value := cmd.f(old, found)
			sm.m[cmd.key] = value
			cmd.result <- lookup{value: value}
		}
	}
}

// Set stores value under key. It has no answer to wait for, so it must not hang on a dead owner for ever.
func (sm SharedMap) Set(key string, value any) {
	select {
	case sm.c <- command{action: set, key: key, value: value}:
	case <-time.After(patience): // bug
	}
}

func (sm SharedMap) Get(key string) (any, bool) {
	answer := sm.ask(command{action: get, key: key})
	return answer.value, answer.found
}

func (sm SharedMap) Remove(key string) {
	sm.c <- command{action: remove, key: key}
}

func (sm SharedMap) Count() int {
	return sm.ask(command{action: count}).value.(int)
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return sm.ask(command{action: update, key: key, f: f}).value
}

func (sm SharedMap) ask(cmd command) lookup {
	cmd.result = make(chan lookup)
	sm.c <- cmd
	return <-cmd.result
}
