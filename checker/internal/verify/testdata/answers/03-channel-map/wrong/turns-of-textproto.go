// wrong: no-lock
// No goroutine owns the map: callers take turns by another package's ticket lock ("`no-lock` means no lock: neither `sync`, `sync/atomic`, nor another package's semaphore or group as one").
package main

import "net/textproto"

// SharedMap is a map that callers use in turns.
type SharedMap struct {
	m     map[string]any
	turns *textproto.Pipeline // bug
}

func NewMap() SharedMap {
	sm := SharedMap{make(map[string]any), new(textproto.Pipeline)}
	go sm.Run()
	return sm
}

// Run has nothing to do: the callers do it.
func (sm SharedMap) Run() {}

// turn calls f when all who came before have gone.
func (sm SharedMap) turn(f func()) {
	ticket := sm.turns.Next()
	sm.turns.StartRequest(ticket)
	defer sm.turns.EndRequest(ticket)
	f()
}

func (sm SharedMap) Set(key string, value any) {
	sm.turn(func() { sm.m[key] = value })
}

func (sm SharedMap) Get(key string) (value any, found bool) {
	sm.turn(func() { value, found = sm.m[key] })
	return value, found
}

func (sm SharedMap) Remove(key string) {
	sm.turn(func() { delete(sm.m, key) })
}

func (sm SharedMap) Count() (n int) {
	sm.turn(func() { n = len(sm.m) })
	return n
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) (value any) {
	sm.turn(func() {
		old, found := sm.m[key]
		value = f(old, found)
		sm.m[key] = value
	})
	return value
}
