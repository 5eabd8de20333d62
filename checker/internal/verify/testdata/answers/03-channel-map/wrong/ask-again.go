// wrong: update
// While one Update of a key is running its f, every other call for that key is told "busy" and asks again at once, in a loop that never rests: waiting is by blocking, a call that spins is refused.
package main

// The actions that a command can ask for.
const (
	set = iota
	get
	remove
	count
	begin // an update: lend the key
	end   // and take it back
)

// SharedMap is the way to the goroutine that owns the map.
type SharedMap struct {
	c chan command
}

type command struct {
	key    string
	value  any
	action int
	result chan<- reply
}

type reply struct {
	value any
	found bool
	count int
	busy  bool
}

// NewMap returns an empty map, and starts the goroutine that owns it.
func NewMap() SharedMap {
	sm := SharedMap{c: make(chan command)}
	go sm.Run()
	return sm
}

// Run receives the commands and carries them out, one after the other. It never waits for an update's function.
func (sm SharedMap) Run() {
	m := make(map[string]any)
	lent := make(map[string]bool)
	for cmd := range sm.c {
		if cmd.action == count {
			cmd.result <- reply{count: len(m)}
			continue
		}
		if lent[cmd.key] && cmd.action != end {
			cmd.result <- reply{busy: true}
			continue
		}
		value, found := m[cmd.key]
		switch cmd.action {
		case set:
			m[cmd.key] = cmd.value
		case remove:
			delete(m, cmd.key)
		case begin:
			lent[cmd.key] = true
		case end:
			delete(lent, cmd.key)
			if store, changed := cmd.value.(func(map[string]any)); changed {
				store(m)
			}
		}
		cmd.result <- reply{value: value, found: found}
	}
}

// ask sends the command until the owner has carried it out.
func (sm SharedMap) ask(cmd command) reply {
	result := make(chan reply)
	cmd.result = result
	for {
		sm.c <- cmd
		if r := <-result; !r.busy { // bug
			return r
		}
	}
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
	old := sm.ask(command{action: begin, key: key})
	back := command{action: end, key: key}
	defer func() { sm.ask(back) }() // also where f panics
	value := f(old.value, old.found)
	back.value = func(m map[string]any) { m[key] = value }
	return value
}
