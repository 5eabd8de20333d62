// wrong: reply
// One unbuffered channel for the answers is enough for one map, since an owner answers before it takes the next command, but here all maps share it, so when Gets on two maps are under way at once each can be given the other map's answer, (nil, false) for what is there.
package main

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
	result chan<- any
}

type lookup struct {
	value any
	found bool
}

// lookups carries the answers to Get. An owner answers before it takes the next command, so
// at the other end there is only he who has asked: nobody needs a channel of his own.
var lookups = make(chan lookup) // bug

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
			lookups <- lookup{value, found}
		case remove:
			delete(sm.m, cmd.key)
		case count:
			cmd.result <- len(sm.m)
		case update:
			old, found := sm.m[cmd.key]
			value := cmd.f(old, found)
			sm.m[cmd.key] = value
			cmd.result <- value
		}
	}
}

func (sm SharedMap) Set(key string, value any) {
	sm.c <- command{action: set, key: key, value: value}
}

func (sm SharedMap) Get(key string) (any, bool) {
	sm.c <- command{action: get, key: key}
	answer := <-lookups
	return answer.value, answer.found
}

func (sm SharedMap) Remove(key string) {
	sm.c <- command{action: remove, key: key}
}

func (sm SharedMap) Count() int {
	result := make(chan any)
	sm.c <- command{action: count, result: result}
	return (<-result).(int)
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	result := make(chan any)
	sm.c <- command{action: update, key: key, f: f, result: result}
	return <-result
}
