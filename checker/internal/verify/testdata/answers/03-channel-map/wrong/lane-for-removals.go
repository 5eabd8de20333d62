// wrong: remove
// Removals have a buffered lane of their own, so one can be carried out after a Set of the same key that its caller made later, or not yet when the caller looks: "removed keys are gone", one step each, "also for keys that are removed and set again".
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
	m       map[string]any // only Run touches it
	c       chan command
	removes chan string
}

func NewMap() SharedMap {
	sm := SharedMap{make(map[string]any), make(chan command), make(chan string, 16)}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	for {
		var cmd command
		select {
		case cmd = <-sm.c:
		case key := <-sm.removes:
			delete(sm.m, key)
			continue
		}
		var a answer
		a.value, a.found = sm.m[cmd.key]
		switch cmd.action {
		case set:
			sm.m[cmd.key] = cmd.value
		case remove:
			delete(sm.m, cmd.key)
		case count:
			a.count = len(sm.m)
		case update:
			a.value = cmd.change(a.value, a.found)
			sm.m[cmd.key] = a.value
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
	sm.removes <- key // bug
}

func (sm SharedMap) Count() int {
	return sm.ask(command{action: count}).count
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return sm.ask(command{action: update, key: key, change: f}).value
}
