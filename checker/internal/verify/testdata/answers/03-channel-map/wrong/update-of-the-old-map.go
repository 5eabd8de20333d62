// wrong: update
// After 256 removals the owner moves to a fresh map, but the method value that does updates is bound to the old one: from then on updates are lost ("one step each", and what an Update returns can be got).
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
	change := sm.change
	removed := 0
	for cmd := range sm.c {
		var a answer
		a.value, a.found = sm.m[cmd.key]
		switch cmd.action {
		case set:
			sm.m[cmd.key] = cmd.value
		case remove:
			delete(sm.m, cmd.key)
			if removed++; removed == 256 { // a map does not give back memory: take a fresh one
				fresh := make(map[string]any, len(sm.m))
				for key, value := range sm.m {
					fresh[key] = value
				}
				sm.m, removed = fresh, 0
			}
		case count:
			a.count = len(sm.m)
		case update:
			a.value = change(cmd.key, cmd.change) // bug
		}
		cmd.result <- a
	}
}

func (sm SharedMap) change(key string, f func(old any, found bool) any) any {
	old, found := sm.m[key]
	value := f(old, found)
	sm.m[key] = value
	return value
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
