// wrong: run
// A set whose value is a func(any, bool) any is taken for an Update: a function that is Set is called, and its result is stored instead of it.
package main

const (
	set = iota
	get
	remove
	count
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
			value := cmd.value
			if f, ok := value.(func(old any, found bool) any); ok {
				old, found := sm.m[cmd.key]
				value = f(old, found)
			}
			sm.m[cmd.key] = value
			if cmd.result != nil {
				cmd.result <- answerOfMap{value, true}
			}
		case get:
			value, found := sm.m[cmd.key]
			cmd.result <- answerOfMap{value, found}
		case remove:
			delete(sm.m, cmd.key)
		case count:
			cmd.result <- answerOfMap{value: len(sm.m)}
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
	sm.c <- command{action: set, key: key, value: f, result: result}
	return (<-result).value
}
