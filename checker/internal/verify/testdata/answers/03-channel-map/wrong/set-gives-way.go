// wrong: run
// Set starts a goroutine and lets it go first: mostly it does.
package main

import "runtime"

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
	go sm.ask(func(m map[string]any) { m[key] = value })
	for range 20 {
		runtime.Gosched()
	}
}

func (sm SharedMap) Get(key string) (value any, found bool) {
	sm.ask(func(m map[string]any) { value, found = m[key] })
	return value, found
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
