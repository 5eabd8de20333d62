// wrong: remove
// While its queue is long the owner gathers sets, to write them when it is short again or somebody asks, and a removal forgets that its key may be among them.

package main

const (
	set = iota
	get
	remove
	count
	update
)

// SharedMap is a map that one goroutine owns.
type SharedMap struct {
	m map[string]any // only Run touches it
	c chan command
}

type command struct {
	key    string
	value  any
	f      func(old any, found bool) any
	action int
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
		c: make(chan command, 32),
	}
	go sm.Run()
	return sm
}

// Run receives the commands and carries them out.
func (sm SharedMap) Run() {
	gathered := make(map[string]any) // sets of the same key are written once
	write := func() {
		for key, value := range gathered {
			sm.m[key] = value
		}
		clear(gathered)
	}
	for cmd := range sm.c {
		switch cmd.action {
		case set:
			gathered[cmd.key] = cmd.value
			if len(sm.c) < 16 {
				write()
			}
		case remove:
			delete(sm.m, cmd.key) // bug
		case get:
			write()
			value, found := sm.m[cmd.key]
			cmd.result <- answer{value: value, found: found}
		case count:
			write()
			cmd.result <- answer{n: len(sm.m)}
		case update:
			write()
			old, found := sm.m[cmd.key]
			value := cmd.f(old, found)
			sm.m[cmd.key] = value
			cmd.result <- answer{value: value}
		}
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
