// wrong: run
// Set leaves a number alone that is == to the one there, but 0.0 == -0.0: after Set(k, 0.0), Set(k, -0.0) Get returns the 0.0 of before: what is Set can be got.
package main

// The actions that a command can ask for.
const (
	set = iota
	get
	remove
	count
	update
)

// SharedMap is the way to the goroutine that owns the map.
type SharedMap struct {
	m map[string]any // only Run touches it
	c chan command
}

type command struct {
	key    string
	value  any
	f      func(old any, found bool) any
	action int
	result chan<- lookup
}

type lookup struct {
	value any
	found bool
	count int
}

// NewMap returns an empty map, and starts the goroutine that owns it.
func NewMap() SharedMap {
	sm := SharedMap{m: make(map[string]any), c: make(chan command)}
	go sm.Run()
	return sm
}

// unchanged says whether nothing need be written. Only simple values are compared: others may not be comparable, or cost more than the write.
func unchanged(old, value any) bool {
	switch value.(type) {
	case bool, int, int64, uint64, float64, string:
		return old == value // bug
	}
	return false
}

// Run receives the commands and carries them out, one after the other.
func (sm SharedMap) Run() {
	for cmd := range sm.c {
		switch cmd.action {
		case set:
			if !unchanged(sm.m[cmd.key], cmd.value) {
				sm.m[cmd.key] = cmd.value
			}
		case get:
			value, found := sm.m[cmd.key]
			cmd.result <- lookup{value: value, found: found}
		case remove:
			delete(sm.m, cmd.key)
		case count:
			cmd.result <- lookup{count: len(sm.m)}
		case update:
			old, found := sm.m[cmd.key]
			value := cmd.f(old, found)
			sm.m[cmd.key] = value
			cmd.result <- lookup{value: value, found: true}
		}
	}
}

func (sm SharedMap) ask(cmd command) lookup {
	result := make(chan lookup, 1)
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
	answer := sm.ask(command{action: get, key: key})
	return answer.value, answer.found
}

// Remove takes key out of the map.
func (sm SharedMap) Remove(key string) {
	sm.c <- command{action: remove, key: key}
}

// Count returns how many keys the map has.
func (sm SharedMap) Count() int {
	return sm.ask(command{action: count}).count
}

// Update stores what f makes of what is there, and returns it.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return sm.ask(command{action: update, key: key, f: f}).value
}
