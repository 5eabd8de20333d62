// right
// Run is a state machine of functions that return the next state; an update is a state of its own in which the owner waits for the value that the caller makes.

package main

// SharedMap reaches the machine.
type SharedMap struct {
	c      chan order
	olds   chan slot // what the owner found
	values chan slot // what a caller made of it; found is false where it made nothing
}

type order struct {
	do   func(*machine, order) phase
	key  string
	slot slot
}

type slot struct {
	value any
	found bool
}

type machine struct {
	SharedMap
	m map[string]any
}

// phase is a state: it does its part, and returns the state after it.
type phase func(*machine) phase

// NewMap returns an empty map, ready for use.
func NewMap() SharedMap {
	sm := SharedMap{
		c:      make(chan order),
		olds:   make(chan slot),
		values: make(chan slot),
	}
	go sm.Run()
	return sm
}

// Run goes from state to state.
func (sm SharedMap) Run() {
	box := &machine{sm, map[string]any{}}
	for now := phase(serve); now != nil; {
		now = now(box)
	}
}

func serve(box *machine) phase {
	o := <-box.c
	return o.do(box, o)
}

func store(box *machine, o order) phase {
	box.m[o.key] = o.slot.value
	return serve
}

func drop(box *machine, o order) phase {
	delete(box.m, o.key)
	return serve
}

func look(box *machine, o order) phase {
	value, found := box.m[o.key]
	box.olds <- slot{value, found}
	return serve
}

func size(box *machine, _ order) phase {
	box.olds <- slot{value: len(box.m)}
	return serve
}

func begin(box *machine, o order) phase {
	look(box, o)
	return func(box *machine) phase {
		if made := <-box.values; made.found {
			box.m[o.key] = made.value
		}
		return serve
	}
}

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) {
	sm.c <- order{store, key, slot{value: value}}
}

// Get returns what is stored under key, and whether anything is.
func (sm SharedMap) Get(key string) (any, bool) {
	sm.c <- order{do: look, key: key}
	s := <-sm.olds
	return s.value, s.found
}

// Remove takes key out of the map.
func (sm SharedMap) Remove(key string) {
	sm.c <- order{do: drop, key: key}
}

// Count returns how many keys the map has.
func (sm SharedMap) Count() int {
	sm.c <- order{do: size}
	return (<-sm.olds).value.(int)
}

// Update stores what f makes of the old value, and returns it.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	sm.c <- order{do: begin, key: key}
	old := <-sm.olds
	var made slot
	defer func() { sm.values <- made }() // the owner must hear something, f may panic
	made.value = f(old.value, old.found)
	made.found = true
	return made.value
}
