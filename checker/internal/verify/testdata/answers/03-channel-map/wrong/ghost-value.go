// wrong: update
// Remove only marks the slot of a key as empty and leaves the value in it, and Update hands that value to f with found false, so f gets (5, false) and not (nil, false) for a key that held 5 and was removed, and an increment that looks only at old goes on counting from 5.
package main

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
	result chan answer
}

type answer struct {
	value any
	found bool
	count int
}

// slot holds the value of a key, if the key is there. It stays when the key goes: keys tend to come back.
type slot struct {
	value any
	found bool
}

// SharedMap is a map that one goroutine owns.
type SharedMap struct {
	c chan command
}

// NewMap returns an empty map, and starts the goroutine that owns it.
func NewMap() SharedMap {
	sm := SharedMap{make(chan command)}
	go sm.Run()
	return sm
}

// Run carries out the commands, one after the other.
func (sm SharedMap) Run() {
	slots := make(map[string]slot)
	n := 0
	put := func(key string, value any) {
		if !slots[key].found {
			n++
		}
		slots[key] = slot{value, true}
	}
	for cmd := range sm.c {
		var a answer
		s := slots[cmd.key]
		switch cmd.action {
		case set:
			put(cmd.key, cmd.value)
		case get:
			if s.found {
				a.value, a.found = s.value, true
			}
		case remove:
			if s.found {
				s.found = false
				slots[cmd.key] = s
				n--
			}
		case count:
			a.count = n
		case update:
			a.value = cmd.f(s.value, s.found) // bug
			put(cmd.key, a.value)
		}
		cmd.result <- a
	}
}

func (sm SharedMap) send(cmd command) answer {
	cmd.result = make(chan answer)
	sm.c <- cmd
	return <-cmd.result
}

func (sm SharedMap) Set(key string, value any) {
	sm.send(command{action: set, key: key, value: value})
}

func (sm SharedMap) Get(key string) (any, bool) {
	a := sm.send(command{action: get, key: key})
	return a.value, a.found
}

func (sm SharedMap) Remove(key string) {
	sm.send(command{action: remove, key: key})
}

func (sm SharedMap) Count() int {
	return sm.send(command{action: count}).count
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return sm.send(command{action: update, key: key, f: f}).value
}
