// wrong: reply
// The owner takes an empty command for a closed channel and ends, and Set("", nil) is one: what is Set can be got, and every later call waits for ever.

package main

const (
	set = iota
	get
	remove
	count
	update
)

type command struct {
	key    string
	value  any
	action int
	f      func(old any, found bool) any
	result chan answer
}

type answer struct {
	value any
	found bool
	n     int
}

// SharedMap is a map that one goroutine owns.
type SharedMap struct {
	m map[string]any
	c chan command
}

// NewMap starts the owner of an empty map.
func NewMap() SharedMap {
	sm := SharedMap{make(map[string]any), make(chan command)}
	go sm.Run()
	return sm
}

// Run carries out the commands until the channel is closed.
func (sm SharedMap) Run() {
	for {
		cmd := <-sm.c
		if cmd.key == "" && cmd.value == nil && cmd.action == 0 {
			return // a closed channel gives the zero command
		}
		switch cmd.action {
		case set:
			sm.m[cmd.key] = cmd.value
		case get:
			value, found := sm.m[cmd.key]
			cmd.result <- answer{value: value, found: found}
		case remove:
			delete(sm.m, cmd.key)
		case count:
			cmd.result <- answer{n: len(sm.m)}
		case update:
			old, found := sm.m[cmd.key]
			sm.m[cmd.key] = cmd.f(old, found)
			cmd.result <- answer{value: sm.m[cmd.key]}
		}
	}
}

func (sm SharedMap) ask(cmd command) answer {
	cmd.result = make(chan answer)
	sm.c <- cmd
	return <-cmd.result
}

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) {
	sm.c <- command{action: set, key: key, value: value}
}

// Get returns what is stored under key, and whether anything is.
func (sm SharedMap) Get(key string) (any, bool) {
	a := sm.ask(command{action: get, key: key})
	return a.value, a.found
}

// Remove takes key out of the map.
func (sm SharedMap) Remove(key string) {
	sm.c <- command{action: remove, key: key}
}

// Count returns how many keys the map has.
func (sm SharedMap) Count() int {
	return sm.ask(command{action: count}).n
}

// Update stores what f makes of the old value, and returns it.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return sm.ask(command{action: update, key: key, f: f}).value
}
