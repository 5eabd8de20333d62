// wrong: count
// A removed key stays as a tombstone, and removing it again counts it again, so Count gets too small: "removing a missing one is no error", the count is "exact".
package main

// The actions that a command can ask for.
const (
	set = iota
	get
	remove
	count
	update
)

// SharedMap is a map that one goroutine owns; commands reach it through c.
type SharedMap struct {
	m map[string]any // only Run touches it
	c chan command
}

// tombstone stands where a key was removed.
type tombstone struct{}

type command struct {
	key    string
	value  any
	f      func(old any, found bool) any
	action int
	result chan answer
}

type answer struct {
	value any
	found bool
	count int
}

func NewMap() SharedMap {
	sm := SharedMap{m: make(map[string]any), c: make(chan command)}
	go sm.Run()
	return sm
}

// Run carries out the commands, one after the other.
func (sm SharedMap) Run() {
	dead := 0
	for cmd := range sm.c {
		old, found := sm.m[cmd.key]
		_, buried := old.(tombstone)
		if buried {
			old, found = nil, false
		}
		value := cmd.value
		switch cmd.action {
		case get:
			cmd.result <- answer{value: old, found: found}
			continue
		case count:
			cmd.result <- answer{count: len(sm.m) - dead}
			continue
		case remove:
			if _, there := sm.m[cmd.key]; there { // bug
				sm.m[cmd.key] = tombstone{}
				dead++
			}
			continue
		case update:
			value = cmd.f(old, found)
		}
		if buried {
			dead--
		}
		sm.m[cmd.key] = value
		if cmd.action == update {
			cmd.result <- answer{value: value}
		}
	}
}

// ask sends a command and waits for its answer.
func (sm SharedMap) ask(cmd command) answer {
	cmd.result = make(chan answer)
	sm.c <- cmd
	return <-cmd.result
}

func (sm SharedMap) Set(key string, value any) {
	sm.c <- command{action: set, key: key, value: value}
}

func (sm SharedMap) Get(key string) (any, bool) {
	a := sm.ask(command{action: get, key: key})
	return a.value, a.found
}

func (sm SharedMap) Remove(key string) {
	sm.c <- command{action: remove, key: key}
}

func (sm SharedMap) Count() int {
	return sm.ask(command{action: count}).count
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return sm.ask(command{action: update, key: key, f: f}).value
}
