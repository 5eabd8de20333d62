// wrong: reply
// Get looks for its answer again and again, and lets some time pass in between: waiting for the clock by another name.
package main

import "time"

// SharedMap sends its commands to the goroutine that owns the map.
type SharedMap struct {
	c chan func(m map[string]any)
}

func NewMap() SharedMap {
	sm := SharedMap{c: make(chan func(map[string]any))}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	m := map[string]any{}
	for do := range sm.c {
		do(m)
	}
}

// ask has the owner run f and waits until it has.
func (sm SharedMap) ask(f func(m map[string]any)) {
	done := make(chan struct{})
	sm.c <- func(m map[string]any) {
		defer close(done)
		f(m)
	}
	<-done
}

func (sm SharedMap) Set(key string, value any) {
	sm.ask(func(m map[string]any) { m[key] = value })
}

func (sm SharedMap) Get(key string) (any, bool) {
	type lookup struct {
		value any
		found bool
	}
	reply := make(chan lookup, 1)
	sm.c <- func(m map[string]any) {
		value, found := m[key]
		reply <- lookup{value, found}
	}
	for len(reply) == 0 {
		<-time.After(100 * time.Microsecond)
	}
	l := <-reply
	return l.value, l.found
}

func (sm SharedMap) Remove(key string) {
	sm.ask(func(m map[string]any) { delete(m, key) })
}

func (sm SharedMap) Count() (n int) {
	sm.ask(func(m map[string]any) { n = len(m) })
	return n
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) (value any) {
	sm.ask(func(m map[string]any) {
		old, found := m[key]
		value = f(old, found)
		m[key] = value
	})
	return value
}
