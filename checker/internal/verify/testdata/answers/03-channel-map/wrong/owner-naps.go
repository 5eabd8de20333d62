// wrong: run
// The owner sleeps a little whenever there is no command, and everybody waits until it wakes up.
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
	for {
		select {
		case do := <-sm.c:
			do(m)
		default:
			time.Sleep(200 * time.Microsecond)
		}
	}
}

func (sm SharedMap) ask(f func(m map[string]any)) {
	done := make(chan struct{})
	sm.c <- func(m map[string]any) {
		f(m)
		close(done)
	}
	<-done
}

func (sm SharedMap) Set(key string, value any) {
	sm.ask(func(m map[string]any) { m[key] = value })
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
