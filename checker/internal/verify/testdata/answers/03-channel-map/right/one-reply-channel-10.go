// right
// All callers share one unbuffered reply channel: between taking a command and answering it the owner takes no other, so only the right caller waits there.

package main

type verb byte

const (
	set verb = iota + 1
	get
	remove
	count
	update
)

type command struct {
	verb
	key   string
	value any
	f     func(any, bool) any
}

type answer struct {
	value any
	found bool
}

// SharedMap has one way in and one way out.
type SharedMap struct {
	in  chan command
	out chan answer
}

// NewMap starts the owner of an empty map.
func NewMap() SharedMap {
	sm := SharedMap{in: make(chan command), out: make(chan answer)}
	go sm.Run()
	return sm
}

// Run takes a command, and where it asks for an answer gives that before it takes the next.
func (sm SharedMap) Run() {
	m := make(map[string]any)
	for {
		cmd := <-sm.in
		switch cmd.verb {
		case set:
			m[cmd.key] = cmd.value
		case remove:
			delete(m, cmd.key)
		case get:
			v, ok := m[cmd.key]
			sm.out <- answer{v, ok}
		case count:
			sm.out <- answer{value: len(m)}
		case update:
			v, ok := m[cmd.key]
			v = cmd.f(v, ok)
			m[cmd.key] = v
			sm.out <- answer{value: v}
		}
	}
}

func (sm SharedMap) ask(cmd command) answer {
	sm.in <- cmd
	return <-sm.out
}

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) { sm.in <- command{verb: set, key: key, value: value} }

// Remove takes key out of the map.
func (sm SharedMap) Remove(key string) { sm.in <- command{verb: remove, key: key} }

// Get returns what is stored under key, and whether anything is.
func (sm SharedMap) Get(key string) (any, bool) {
	a := sm.ask(command{verb: get, key: key})
	return a.value, a.found
}

// Count returns how many keys the map has.
func (sm SharedMap) Count() int { return sm.ask(command{verb: count}).value.(int) }

// Update stores what f makes of the old value, and returns it.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return sm.ask(command{verb: update, key: key, f: f}).value
}
