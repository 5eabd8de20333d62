// wrong: no-lock
// explain: data-race unguarded-variable
// Get is given the owner's own entry and reads it in the caller's goroutine; Set replaces entries, but Update writes into them: a race for a Get and an Update of one key ("64 goroutines of mixed calls, no race").
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

type entry struct {
	value any
}

type answer struct {
	entry *entry
	value any
	found bool
	count int
}

// SharedMap is a map that one goroutine owns.
type SharedMap struct {
	m map[string]*entry // only Run touches it
	c chan command
}

func NewMap() SharedMap {
	sm := SharedMap{m: make(map[string]*entry), c: make(chan command)}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	for cmd := range sm.c {
		var a answer
		a.entry, a.found = sm.m[cmd.key]
		switch cmd.action {
		case set:
			sm.m[cmd.key] = &entry{cmd.value}
		case remove:
			delete(sm.m, cmd.key)
		case count:
			a.count = len(sm.m)
		case update:
			if !a.found {
				a.value = cmd.change(nil, false)
				sm.m[cmd.key] = &entry{a.value}
				break
			}
			a.value = cmd.change(a.entry.value, true)
			a.entry.value = a.value // bug
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
	if !a.found {
		return nil, false
	}
	return a.entry.value, true
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
