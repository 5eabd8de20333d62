// right
// Reply channels come from a list in a package-level variable that all maps share, and go back to it empty.

package main

type reply struct {
	value any
	found bool
	n     int
}

// spare holds reply channels that nobody uses just now; all of them are empty.
var spare = make(chan chan reply, 16)

func borrow() chan reply {
	select {
	case r := <-spare:
		return r
	default:
		return make(chan reply, 1)
	}
}

func giveBack(r chan reply) {
	select {
	case spare <- r:
	default: // enough of them
	}
}

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
	f      func(old any, found bool) any
	action int
	result chan<- reply
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

// Run carries out the commands.
func (sm SharedMap) Run() {
	for cmd := range sm.c {
		var r reply
		switch cmd.action {
		case set:
			sm.m[cmd.key] = cmd.value
		case get:
			r.value, r.found = sm.m[cmd.key]
		case remove:
			delete(sm.m, cmd.key)
		case count:
			r.n = len(sm.m)
		case update:
			r.value, r.found = sm.m[cmd.key]
			r.value = cmd.f(r.value, r.found)
			sm.m[cmd.key] = r.value
		}
		cmd.result <- r
	}
}

func (sm SharedMap) ask(cmd command) reply {
	r := borrow()
	cmd.result = r
	sm.c <- cmd
	answer := <-r
	giveBack(r)
	return answer
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
func (sm SharedMap) Remove(key string) { sm.ask(command{action: remove, key: key}) }

// Count returns how many keys the map has.
func (sm SharedMap) Count() int { return sm.ask(command{action: count}).n }

// Update stores what f makes of the old value, and returns it.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return sm.ask(command{action: update, key: key, f: f}).value
}
