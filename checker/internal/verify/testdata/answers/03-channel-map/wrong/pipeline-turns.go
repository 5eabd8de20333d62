// wrong: no-lock
// The owner carries out the changes, but Get and Count read the map from the caller's goroutine, and a net/textproto.Pipeline that gives out turns guards it: a ticket lock of another package, where no lock means no other package's lock either.
package main

import "net/textproto"

// SharedMap is a map that one goroutine changes, and that the others look into when it is their turn.
type SharedMap struct {
	m     map[string]any
	c     chan func()
	turns *textproto.Pipeline // nobody touches m out of turn
}

// NewMap returns an empty map, and starts the goroutine that changes it.
func NewMap() SharedMap {
	sm := SharedMap{
		m:     make(map[string]any),
		c:     make(chan func()),
		turns: new(textproto.Pipeline),
	}
	go sm.Run()
	return sm
}

// Run makes the changes, one after the other.
func (sm SharedMap) Run() {
	for change := range sm.c {
		sm.inTurn(change)
	}
}

// inTurn draws a number, waits until it is called, and does what there is to do.
func (sm SharedMap) inTurn(do func()) {
	turn := sm.turns.Next()
	sm.turns.StartRequest(turn)     // bug
	defer sm.turns.EndRequest(turn) // bug
	do()
}

// change sends a change to the owner, and returns when it has been made.
func (sm SharedMap) change(do func()) {
	done := make(chan struct{})
	sm.c <- func() {
		do()
		close(done)
	}
	<-done
}

func (sm SharedMap) Set(key string, value any) {
	sm.change(func() { sm.m[key] = value })
}

// Get does not trouble the owner: looking is harmless.
func (sm SharedMap) Get(key string) (value any, found bool) {
	sm.inTurn(func() { value, found = sm.m[key] })
	return value, found
}

func (sm SharedMap) Remove(key string) {
	sm.change(func() { delete(sm.m, key) })
}

// Count does not trouble the owner either.
func (sm SharedMap) Count() (n int) {
	sm.inTurn(func() { n = len(sm.m) })
	return n
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) (value any) {
	sm.change(func() {
		old, found := sm.m[key]
		value = f(old, found)
		sm.m[key] = value
	})
	return value
}
