// wrong: reply
// Answer channels are used again from a free list, and an update gives its channel back twice, so that two later callers share one.

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
	m    map[string]any // only Run touches it
	c    chan command
	free chan chan answer // answer channels that nobody uses
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
		m:    make(map[string]any),
		c:    make(chan command),
		free: make(chan chan answer, 16),
	}
	go sm.Run()
	return sm
}

// Run receives the commands and carries them out, one after the other.
func (sm SharedMap) Run() {
	for cmd := range sm.c {
		var a answer
		switch cmd.action {
		case set:
			sm.m[cmd.key] = cmd.value
		case get:
			a.value, a.found = sm.m[cmd.key]
		case remove:
			delete(sm.m, cmd.key)
		case count:
			a.n = len(sm.m)
		case update:
			old, found := sm.m[cmd.key]
			a.value = cmd.f(old, found)
			sm.m[cmd.key] = a.value
		}
		if cmd.result != nil {
			cmd.result <- a
		}
	}
}

func (sm SharedMap) take() chan answer {
	select {
	case result := <-sm.free:
		return result
	default:
		return make(chan answer, 1)
	}
}

func (sm SharedMap) give(result chan answer) {
	select {
	case sm.free <- result:
	default:
	}
}

// ask sends cmd, and waits for the answer.
func (sm SharedMap) ask(cmd command) answer {
	result := sm.take()
	defer sm.give(result)
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
	result := sm.take()
	defer sm.give(result)
	sm.c <- command{action: update, key: key, f: f, result: result}
	a := <-result
	sm.give(result) // bug
	return a.value
}
