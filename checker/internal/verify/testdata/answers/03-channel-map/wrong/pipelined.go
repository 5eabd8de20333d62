// wrong: no-lock
// Writers take turns by textproto.Pipeline, which is a ticket lock (a sync.Mutex and channels) that sorts out critical sections for them: no lock means no lock, another package's neither.
package main

import "net/textproto" // bug

// The actions that a command can ask for.
const (
	set = iota
	get
	remove
	count
)

// SharedMap is a map that many goroutines use at once, by commands.
type SharedMap struct {
	m     map[string]any // only Run touches it
	c     chan command
	turns *textproto.Pipeline // what changes the map goes through it in order, an update as a whole
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
	sm := SharedMap{
		m:     make(map[string]any),
		c:     make(chan command),
		turns: new(textproto.Pipeline),
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
			cmd.result <- lookup{value, found}
		case remove:
			delete(sm.m, cmd.key)
		case count:
			cmd.result <- len(sm.m)
		}
	}
}

// turn waits for this writer's turn, and returns what ends it.
func (sm SharedMap) turn() func() {
	id := sm.turns.Next()
	sm.turns.StartRequest(id) // bug
	return func() { sm.turns.EndRequest(id) }
}

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) {
	defer sm.turn()()
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
	defer sm.turn()()
	sm.c <- command{action: remove, key: key}
}

// Count returns how many keys the map has.
func (sm SharedMap) Count() int {
	result := make(chan any)
	sm.c <- command{action: count, result: result}
	return (<-result).(int)
}

// Update stores what f makes of what is there, and returns it. Other writers wait, readers need not.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	defer sm.turn()()
	old, found := sm.Get(key)
	value := f(old, found)
	sm.c <- command{action: set, key: key, value: value}
	return value
}
