// wrong: no-lock
// explain: data-race unguarded-variable
// The owner answers with a pointer to the entry and writes into the same entry at the next Set, while the caller of Get still reads it: a data race among mixed calls.

package main

const (
	set = iota
	get
	remove
	count
	update
)

type entry struct {
	value any
}

type command struct {
	key    string
	value  any
	action int
	f      func(old any, found bool) any
	result chan answer
}

type answer struct {
	entry *entry // nil where the key is missing
	value any
	n     int
}

// SharedMap is a map that one goroutine owns.
type SharedMap struct {
	c chan command
}

// NewMap starts the owner of an empty map.
func NewMap() SharedMap {
	sm := SharedMap{make(chan command)}
	go sm.Run()
	return sm
}

// Run carries out the commands.
func (sm SharedMap) Run() {
	m := make(map[string]*entry)
	store := func(key string, value any) {
		if e := m[key]; e != nil {
			e.value = value // bug
			return
		}
		m[key] = &entry{value}
	}
	for cmd := range sm.c {
		var a answer
		switch cmd.action {
		case set:
			store(cmd.key, cmd.value)
		case get:
			a.entry = m[cmd.key]
		case remove:
			delete(m, cmd.key)
		case count:
			a.n = len(m)
		case update:
			var old any
			e, found := m[cmd.key]
			if found {
				old = e.value
			}
			a.value = cmd.f(old, found)
			store(cmd.key, a.value)
		}
		cmd.result <- a
	}
}

func (sm SharedMap) ask(cmd command) answer {
	cmd.result = make(chan answer)
	sm.c <- cmd
	return <-cmd.result
}

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) {
	sm.ask(command{action: set, key: key, value: value})
}

// Get returns what is stored under key, and whether anything is.
func (sm SharedMap) Get(key string) (any, bool) {
	if e := sm.ask(command{action: get, key: key}).entry; e != nil {
		return e.value, true
	}
	return nil, false
}

// Remove takes key out of the map.
func (sm SharedMap) Remove(key string) {
	sm.ask(command{action: remove, key: key})
}

// Count returns how many keys the map has.
func (sm SharedMap) Count() int {
	return sm.ask(command{action: count}).n
}

// Update stores what f makes of the old value, and returns it.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return sm.ask(command{action: update, key: key, f: f}).value
}
