// wrong: count
// All Counts receive from one channel, and commands are buffered, so of two Counts at once the later can get the answer that was made for the earlier, from before its own Set: Count is not exact.
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
	m      map[string]any // only Run touches it
	c      chan command
	counts chan int // to whoever asked for the count; a number is a number, so one channel serves them all
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
}

// NewMap returns an empty map, and starts the goroutine that owns it.
func NewMap() SharedMap {
	sm := SharedMap{
		m:      make(map[string]any),
		c:      make(chan command, 8),
		counts: make(chan int),
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
			value, found := sm.m[cmd.key]
			cmd.result <- lookup{value, found}
		case remove:
			delete(sm.m, cmd.key)
		case count:
			sm.counts <- len(sm.m) // bug
		case update:
			old, found := sm.m[cmd.key]
			value := cmd.f(old, found)
			sm.m[cmd.key] = value
			cmd.result <- lookup{value, true}
		}
	}
}

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) {
	sm.c <- command{action: set, key: key, value: value}
}

// Get returns what is stored under key, and whether anything is.
func (sm SharedMap) Get(key string) (any, bool) {
	result := make(chan lookup)
	sm.c <- command{action: get, key: key, result: result}
	answer := <-result
	return answer.value, answer.found
}

// Remove takes key out of the map.
func (sm SharedMap) Remove(key string) {
	sm.c <- command{action: remove, key: key}
}

// Count returns how many keys the map has.
func (sm SharedMap) Count() int {
	sm.c <- command{action: count}
	return <-sm.counts // bug
}

// Update stores what f makes of what is there, and returns it.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	result := make(chan lookup)
	sm.c <- command{action: update, key: key, f: f, result: result}
	return (<-result).value
}
