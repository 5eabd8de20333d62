// right
// An update is a conversation: the owner tells the caller the old value and waits on a private channel for the new one, so f runs in the caller; the owner is a chain of state functions and its queue has 512 places.

package main

type entry struct {
	value any
	found bool
}

// talk is the private line between the owner and one caller.
type talk struct {
	toCaller chan entry
	toOwner  chan entry // closed without an entry where nothing changes
}

type letter struct {
	key  string
	keep entry // what to store, unless there is a talk
	talk *talk
	size chan<- int
}

// SharedMap is a letter box.
type SharedMap struct {
	box chan letter
}

// owner is what the goroutine behind the letter box knows.
type owner struct {
	m   map[string]any
	box <-chan letter
	now letter
}

type state func(*owner) state

// NewMap starts the owner of an empty map.
func NewMap() SharedMap {
	sm := SharedMap{box: make(chan letter, 512)}
	go sm.Run()
	return sm
}

// Run goes from state to state.
func (sm SharedMap) Run() {
	o := &owner{m: make(map[string]any), box: sm.box}
	for s := state(reading); s != nil; {
		s = s(o)
	}
}

func reading(o *owner) state {
	o.now = <-o.box
	switch {
	case o.now.size != nil:
		return counting
	case o.now.talk != nil:
		return talking
	default:
		return storing
	}
}

func counting(o *owner) state {
	o.now.size <- len(o.m)
	return reading
}

func talking(o *owner) state {
	value, found := o.m[o.now.key]
	o.now.talk.toCaller <- entry{value, found}
	keep, changes := <-o.now.talk.toOwner
	if !changes {
		return reading
	}
	o.now.keep = keep
	return storing
}

func storing(o *owner) state {
	if o.now.keep.found {
		o.m[o.now.key] = o.now.keep.value
	} else {
		delete(o.m, o.now.key)
	}
	return reading
}

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) {
	sm.box <- letter{key: key, keep: entry{value, true}}
}

// Remove stores that there is nothing.
func (sm SharedMap) Remove(key string) {
	sm.box <- letter{key: key}
}

func (sm SharedMap) call(key string) (*talk, entry) {
	t := &talk{make(chan entry), make(chan entry)}
	sm.box <- letter{key: key, talk: t}
	return t, <-t.toCaller
}

// Get is a talk after which nothing changes.
func (sm SharedMap) Get(key string) (any, bool) {
	t, e := sm.call(key)
	close(t.toOwner)
	return e.value, e.found
}

// Count returns how many keys the map has.
func (sm SharedMap) Count() int {
	size := make(chan int)
	sm.box <- letter{size: size}
	return <-size
}

// Update answers the old value with the new one.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	t, e := sm.call(key)
	defer close(t.toOwner)
	value := f(e.value, e.found)
	t.toOwner <- entry{value, true}
	return value
}
