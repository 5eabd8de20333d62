// wrong: count
// Commands wait in a buffer of sixteen but Count has a channel of its own, and before a count the owner carries out only up to eight waiting commands: behind a busy owner it overtakes Sets that have returned.
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

	counts chan chan int // a count need not wait behind all that comes after it
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
		c: make(chan command, 16),

		counts: make(chan chan int),
	}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	for {
		select {
		case cmd := <-sm.c:
			sm.carryOut(cmd)
		case n := <-sm.counts:
			for range 8 { // what came before the count
				select {
				case cmd := <-sm.c:
					sm.carryOut(cmd)
				default:
				}
			}
			n <- len(sm.m)
		}
	}
}

func (sm SharedMap) carryOut(cmd command) {
	switch cmd.action {
	case set:
		sm.m[cmd.key] = cmd.value
	case get:
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
	n := make(chan int)
	sm.counts <- n
	return <-n
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	result := make(chan answerOfMap)
	sm.c <- command{action: update, key: key, f: f, result: result}
	return (<-result).value
}
