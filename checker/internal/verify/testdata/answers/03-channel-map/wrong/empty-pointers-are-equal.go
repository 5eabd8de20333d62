// wrong: reply
// The owner says that a key is missing by a pointer of its own, but a pointer to an empty struct is equal to every other such pointer that somebody has stored.

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
	m       map[string]any // only Run touches it
	c       chan command
	missing *struct{} // the answer to a get where there is nothing
}

type command struct {
	key    string
	value  any
	action int
	result chan<- any
}

// NewMap returns an empty map, and starts its owner.
func NewMap() SharedMap {
	sm := SharedMap{
		m:       make(map[string]any),
		c:       make(chan command),
		missing: new(struct{}), // bug
	}
	go sm.Run()
	return sm
}

// Run receives the commands and carries them out, one after the other.
func (sm SharedMap) Run() {
	for cmd := range sm.c {
		switch cmd.action {
		case set:
			sm.m[cmd.key] = cmd.value
		case get:
			if value, found := sm.m[cmd.key]; found {
				cmd.result <- value
			} else {
				cmd.result <- sm.missing
			}
		case remove:
			delete(sm.m, cmd.key)
		case count:
			cmd.result <- len(sm.m)
		case update:
			old, found := sm.m[cmd.key]
			value := cmd.value.(func(old any, found bool) any)(old, found)
			sm.m[cmd.key] = value
			cmd.result <- value
		}
	}
}

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) {
	sm.c <- command{action: set, key: key, value: value}
}

// Get returns what is stored under key, and whether anything is.
func (sm SharedMap) Get(key string) (any, bool) {
	result := make(chan any)
	sm.c <- command{action: get, key: key, result: result}
	value := <-result
	if value == any(sm.missing) {
		return nil, false
	}
	return value, true
}

// Remove takes key out of the map.
func (sm SharedMap) Remove(key string) {
	sm.c <- command{action: remove, key: key}
}

// Count returns how many keys the map has.
func (sm SharedMap) Count() int {
	result := make(chan any)
	sm.c <- command{action: count, result: result}
	return (<-result).(int)
}

// Update stores what f makes of the old value, and returns it.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	result := make(chan any)
	sm.c <- command{action: update, key: key, value: f, result: result}
	return <-result
}
