// wrong: count
// The place of a key is a number of sixteen bits: the 65,537th key is stored in the place of the first one.
package main

// The actions that a command can ask for.
const (
	set = iota
	get
	remove
	count
	update
)

// SharedMap is a map that many goroutines use at once. They do not touch m:
// they send commands to c, and the goroutine that runs Run carries them out.
type SharedMap struct {
	m      map[string]uint16 // the place of each key; only Run touches it
	values *[]any
	c      chan command
}

// command asks the owner of the map for one thing.
type command struct {
	key    string
	value  any // for update: the function that makes the new value of the old
	action int
	result chan<- any // where the answer goes, if there is one
}

// lookup is the answer to a get: what a map gives has two halves, and both travel.
type lookup struct {
	value any
	found bool
}

// NewMap returns an empty map, and starts the goroutine that owns it.
func NewMap() SharedMap {
	sm := SharedMap{
		m:      make(map[string]uint16),
		values: new([]any),
		c:      make(chan command),
	}
	go sm.Run()
	return sm
}

// Run receives the commands and carries them out, one after the other.
// NewMap has started it; the map has one owner, so nobody calls it again.
func (sm SharedMap) Run() {
	for cmd := range sm.c {
		switch cmd.action {
		case set:
			sm.store(cmd.key, cmd.value)
		case get:
			value, found := sm.look(cmd.key)
			cmd.result <- lookup{value, found}
		case remove:
			delete(sm.m, cmd.key)
		case count:
			cmd.result <- len(sm.m)
		case update:
			cmd.result <- sm.change(cmd.key, cmd.value.(func(old any, found bool) any))
		}
	}
}

// change carries out an update; only Run calls it.
func (sm SharedMap) change(key string, f func(old any, found bool) any) any {
	old, found := sm.look(key)
	value := f(old, found)
	sm.store(key, value)
	return value
}

func (sm SharedMap) look(key string) (any, bool) {
	at, found := sm.m[key]
	if !found {
		return nil, false
	}
	return (*sm.values)[at], true
}

func (sm SharedMap) store(key string, value any) {
	at, found := sm.m[key]
	if !found {
		at = uint16(len(*sm.values)) // bug
		sm.m[key] = at
		*sm.values = append(*sm.values, nil)
	}
	(*sm.values)[at] = value
}

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) {
	sm.c <- command{action: set, key: key, value: value}
}

// Get returns what is stored under key, and whether anything is.
func (sm SharedMap) Get(key string) (any, bool) {
	result := make(chan any)
	sm.c <- command{action: get, key: key, result: result}
	answer := (<-result).(lookup)
	return answer.value, answer.found
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

// Update gives what is stored under key to f, stores what f returns, and returns it.
// The map's owner calls f, so nothing comes between the two; f must not call the map.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	result := make(chan any)
	sm.c <- command{action: update, key: key, value: f, result: result}
	return <-result
}
