// wrong: remove
// The owner remembers its last lookup to save a second one, and forgets to drop it on a removal: after Get(k) and Remove(k), with no other key looked up between, Get(k) still finds k ("removed keys are gone").
package main

// The actions that a command can ask for.
const (
	set = iota
	get
	remove
	count
	update
)

type command struct {
	action int
	key    string
	value  any
	change func(old any, found bool) any
	result chan<- answer
}

type answer struct {
	value any
	found bool
	count int
}

// SharedMap is a map that one goroutine owns.
type SharedMap struct {
	m map[string]any // only Run touches it
	c chan command
}

func NewMap() SharedMap {
	sm := SharedMap{m: make(map[string]any), c: make(chan command)}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	var last struct {
		key string
		answer
		known bool
	}
	for cmd := range sm.c {
		var a answer
		switch cmd.action {
		case set:
			sm.m[cmd.key] = cmd.value
			last.known = false
		case get:
			if !last.known || last.key != cmd.key {
				last.key, last.known = cmd.key, true
				last.value, last.found = sm.m[cmd.key]
			}
			a = last.answer
		case remove:
			delete(sm.m, cmd.key) // bug
		case count:
			a.count = len(sm.m)
		case update:
			old, found := sm.m[cmd.key]
			a.value = cmd.change(old, found)
			sm.m[cmd.key] = a.value
			last.known = false
		}
		cmd.result <- a
	}
}

func (sm SharedMap) ask(cmd command) answer {
	result := make(chan answer, 1)
	cmd.result = result
	sm.c <- cmd
	return <-result
}

func (sm SharedMap) Set(key string, value any) {
	sm.ask(command{action: set, key: key, value: value})
}

func (sm SharedMap) Get(key string) (any, bool) {
	a := sm.ask(command{action: get, key: key})
	return a.value, a.found
}

func (sm SharedMap) Remove(key string) {
	sm.ask(command{action: remove, key: key})
}

func (sm SharedMap) Count() int {
	return sm.ask(command{action: count}).count
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return sm.ask(command{action: update, key: key, change: f}).value
}
