// wrong: no-lock
// A textproto.Pipeline, whose ids take turns under mutexes of its own, guards the map: "no-lock means no lock", no other package's semaphore as one.
package main

import "net/textproto" // bug

// SharedMap is a map that many goroutines use at once, each in its turn.
type SharedMap struct {
	m    map[string]any
	line *textproto.Pipeline
}

func NewMap() SharedMap {
	sm := SharedMap{m: make(map[string]any), line: new(textproto.Pipeline)}
	go sm.Run()
	return sm
}

// Run has nothing to do: whoever has a turn does its own work.
func (sm SharedMap) Run() {}

func (sm SharedMap) turn() (over func()) {
	id := sm.line.Next()
	sm.line.StartRequest(id)
	return func() { sm.line.EndRequest(id) }
}

func (sm SharedMap) Set(key string, value any) {
	defer sm.turn()()
	sm.m[key] = value
}

func (sm SharedMap) Get(key string) (any, bool) {
	defer sm.turn()()
	value, found := sm.m[key]
	return value, found
}

func (sm SharedMap) Remove(key string) {
	defer sm.turn()()
	delete(sm.m, key)
}

func (sm SharedMap) Count() int {
	defer sm.turn()()
	return len(sm.m)
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	defer sm.turn()()
	old, found := sm.m[key]
	value := f(old, found)
	sm.m[key] = value
	return value
}
