// wrong: run
// An update travels as a set whose value is a function, so the owner calls a function that somebody only wanted to store.

package main

// SharedMap is a map that one goroutine owns.
type SharedMap struct {
	m map[string]any // only Run touches it
	c chan command
}

// command asks for one thing: drop and size say so, a value is set, all others look.
type command struct {
	key    string
	value  any
	write  bool
	drop   bool
	result chan<- answer
}

type answer struct {
	value any
	found bool
	n     int
}

// NewMap returns an empty map, and starts its owner.
func NewMap() SharedMap {
	sm := SharedMap{
		m: make(map[string]any),
		c: make(chan command),
	}
	go sm.Run()
	return sm
}

// Run receives the commands and carries them out, one after the other.
func (sm SharedMap) Run() {
	for cmd := range sm.c {
		var a answer
		a.value, a.found = sm.m[cmd.key]
		switch {
		case cmd.drop:
			delete(sm.m, cmd.key)
		case cmd.write:
			if f, ok := cmd.value.(func(old any, found bool) any); ok { // bug
				cmd.value = f(a.value, a.found)
			}
			sm.m[cmd.key] = cmd.value
			a.value = cmd.value
		}
		a.n = len(sm.m)
		cmd.result <- a
	}
}

func (sm SharedMap) ask(cmd command) answer {
	result := make(chan answer, 1)
	cmd.result = result
	sm.c <- cmd
	return <-result
}

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) {
	sm.ask(command{key: key, value: value, write: true})
}

// Get returns what is stored under key, and whether anything is.
func (sm SharedMap) Get(key string) (any, bool) {
	a := sm.ask(command{key: key})
	return a.value, a.found
}

// Remove takes key out of the map.
func (sm SharedMap) Remove(key string) {
	sm.ask(command{key: key, drop: true})
}

// Count returns how many keys the map has.
func (sm SharedMap) Count() int {
	return sm.ask(command{}).n
}

// Update stores what f makes of the old value, and returns it.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return sm.ask(command{key: key, value: f, write: true}).value
}
