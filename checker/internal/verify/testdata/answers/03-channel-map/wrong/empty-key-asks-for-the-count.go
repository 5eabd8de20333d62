// wrong: run
// Count is a get of the key "", so what is Set under the empty key can be counted and updated but not got.
package main

const (
	set = iota
	get
	remove
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
	for cmd := range sm.c {
		switch cmd.action {
		case set:
			sm.m[cmd.key] = cmd.value
		case get:
			if cmd.key == "" {
				cmd.result <- answerOfMap{value: len(sm.m)}
				continue
			}
			value, found := sm.m[cmd.key]
			cmd.result <- answerOfMap{value, found}
		case remove:
			delete(sm.m, cmd.key)
		case update:
			old, found := sm.m[cmd.key]
			value := cmd.f(old, found)
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
	if !a.found {
		return nil, false
	}
	return a.value, true
}

func (sm SharedMap) Remove(key string) {
	sm.c <- command{action: remove, key: key}
}

func (sm SharedMap) Count() int {
	result := make(chan answerOfMap)
	sm.c <- command{action: get, result: result}
	return (<-result).value.(int)
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	result := make(chan answerOfMap)
	sm.c <- command{action: update, key: key, f: f, result: result}
	return (<-result).value
}
