// wrong: count
// The owner keeps the number of keys by hand, and Update adds one where the old value is nil: a key that is there with nil is counted again.
package main

const (
	set = iota
	get
	remove
	count
	update
)

// SharedMap is a map that one goroutine owns; the others send it commands.
type SharedMap struct {
	m map[string]any // only Run touches it
	c chan command
}

type command struct {
	key    string
	value  any
	action int
	f      func(old any, found bool) any
	result chan answerOfMap
}

type answerOfMap struct {
	value any
	found bool
}

func NewMap() SharedMap {
	sm := SharedMap{
		m: make(map[string]any),
		c: make(chan command),
	}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	keys := 0
	for cmd := range sm.c {
		old, found := sm.m[cmd.key]
		switch cmd.action {
		case set:
			if !found {
				keys++
			}
			sm.m[cmd.key] = cmd.value
		case get:
			cmd.result <- answerOfMap{old, found}
		case remove:
			if found {
				keys--
			}
			delete(sm.m, cmd.key)
		case count:
			cmd.result <- answerOfMap{value: keys}
		case update:
			value := cmd.f(old, found)
			if old == nil {
				keys++
			}
			sm.m[cmd.key] = value
			cmd.result <- answerOfMap{value, true}
		}
	}
}

func (sm SharedMap) Set(key string, value any) {
	sm.c <- command{action: set, key: key, value: value}
}

func (sm SharedMap) Get(key string) (any, bool) {
	result := make(chan answerOfMap)
	sm.c <- command{action: get, key: key, result: result}
	a := <-result
	return a.value, a.found
}

func (sm SharedMap) Remove(key string) {
	sm.c <- command{action: remove, key: key}
}

func (sm SharedMap) Count() int {
	result := make(chan answerOfMap)
	sm.c <- command{action: count, result: result}
	return (<-result).value.(int)
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	result := make(chan answerOfMap)
	sm.c <- command{action: update, key: key, f: f, result: result}
	return (<-result).value
}
