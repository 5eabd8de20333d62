// wrong: reply
// All Gets share one reply channel with room for one answer: a second Get can take the answer that the first has not fetched yet.
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

	got chan answerOfMap // the answers to Get
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

		got: make(chan answerOfMap, 1), // the owner need not wait
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
			value, found := sm.m[cmd.key]
			sm.got <- answerOfMap{value, found}
		case remove:
			delete(sm.m, cmd.key)
		case count:
			cmd.result <- answerOfMap{value: len(sm.m)}
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
	sm.c <- command{action: get, key: key}
	a := <-sm.got
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
