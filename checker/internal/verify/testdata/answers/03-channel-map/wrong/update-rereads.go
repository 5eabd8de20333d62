// wrong: update
// Update waits until its change has been made and then gets the value with a second command, so where another call changes the key in between it returns a value that its f never made: it returns the new value.
package main

// The actions that a command can ask for.
const (
	set = iota
	get
	remove
	count
	update
)

// SharedMap is a map that many goroutines use at once, by commands.
type SharedMap struct {
	m map[string]any // only Run touches it
	c chan command
}

type command struct {
	key    string
	value  any
	action int
	result chan<- reply
}

// reply says what there is under the key that was asked for, and how many keys there are.
type reply struct {
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

// Run receives the commands and carries them out, one after the other. Every command has a reply: when it comes, the work is done.
func (sm SharedMap) Run() {
	for cmd := range sm.c {
		value, found := sm.m[cmd.key]
		switch cmd.action {
		case set:
			sm.m[cmd.key] = cmd.value
		case remove:
			delete(sm.m, cmd.key)
		case update:
			f := cmd.value.(func(old any, found bool) any)
			sm.m[cmd.key] = f(value, found)
		}
		cmd.result <- reply{value, found, len(sm.m)}
	}
}

func (sm SharedMap) ask(cmd command) reply {
	result := make(chan reply)
	cmd.result = result
	sm.c <- cmd
	return <-result
}

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) {
	sm.ask(command{action: set, key: key, value: value})
}

// Get returns what is stored under key, and whether anything is.
func (sm SharedMap) Get(key string) (any, bool) {
	r := sm.ask(command{action: get, key: key})
	return r.value, r.found
}

// Remove takes key out of the map.
func (sm SharedMap) Remove(key string) {
	sm.ask(command{action: remove, key: key})
}

// Count returns how many keys the map has.
func (sm SharedMap) Count() int {
	return sm.ask(command{action: count}).count
}

// Update stores what f makes of what is there, and returns it.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	sm.ask(command{action: update, key: key, value: f}) // the reply is what there was before
	value, _ := sm.Get(key)                             // bug
	return value
}
