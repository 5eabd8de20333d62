// wrong: run
// A command whose value is a function of the right type is taken for an update, so a function that somebody stores is called instead: "what is Set can be got" (a value may be anything).
package main

// The actions that a command can ask for.
const (
	set = iota
	get
	remove
	count
)

type command struct {
	action int
	key    string
	value  any
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
	for cmd := range sm.c {
		var a answer
		a.value, a.found = sm.m[cmd.key]
		switch cmd.action {
		case set:
			value := cmd.value
			if f, ok := value.(func(old any, found bool) any); ok { // bug
				value = f(a.value, a.found)
			}
			a.value = value
			sm.m[cmd.key] = value
		case remove:
			delete(sm.m, cmd.key)
		case count:
			a.count = len(sm.m)
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
	return sm.ask(command{action: set, key: key, value: f}).value
}
