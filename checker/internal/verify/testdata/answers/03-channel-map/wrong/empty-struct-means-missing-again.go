// wrong: reply
// The answer for a missing key is struct{}{}, so a key that holds struct{}{} (a set of strings) is told missing: "a missing key" and a stored value must be told apart.
package main

// The actions that a command can ask for.
const (
	set = iota
	get
	remove
	count
	update
)

// SharedMap is a map that one goroutine owns; commands reach it through c.
type SharedMap struct {
	m map[string]any // only Run touches it
	c chan command
}

type command struct {
	key    string
	value  any
	f      func(old any, found bool) any
	action int
	result chan answer
}

type answer struct {
	value any
	count int
}

// nothing is the answer where there is none; a nil can be stored, so it is not nil.
var nothing = struct{}{}

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
			if !found {
				value = nothing
			}
			cmd.result <- answer{value: value}
		case remove:
			delete(sm.m, cmd.key)
		case count:
			cmd.result <- answer{count: len(sm.m)}
		case update:
			old, found := sm.m[cmd.key]
			value := cmd.f(old, found)
			sm.m[cmd.key] = value
			cmd.result <- answer{value: value}
		}
	}
}

// ask sends a command and waits for its answer.
func (sm SharedMap) ask(cmd command) answer {
	cmd.result = make(chan answer)
	sm.c <- cmd
	return <-cmd.result
}

func (sm SharedMap) Set(key string, value any) {
	sm.c <- command{action: set, key: key, value: value}
}

func (sm SharedMap) Get(key string) (any, bool) {
	value := sm.ask(command{action: get, key: key}).value
	if value == any(nothing) { // bug
		return nil, false
	}
	return value, true
}

func (sm SharedMap) Remove(key string) {
	sm.c <- command{action: remove, key: key}
}

func (sm SharedMap) Count() int {
	return sm.ask(command{action: count}).count
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return sm.ask(command{action: update, key: key, f: f}).value
}
