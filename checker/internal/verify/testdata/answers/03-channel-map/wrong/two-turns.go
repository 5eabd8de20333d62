// wrong: run update
// "Room for two is faster": a channel of capacity 2 as a lock lets two in at once.
// explain: data-race shared-map
// explain: map-fatal shared-map
package main

type SharedMap struct {
	m    map[string]any
	turn chan struct{}
}

func NewMap() SharedMap {
	sm := SharedMap{m: make(map[string]any), turn: make(chan struct{}, 2)}
	sm.Run()
	return sm
}

func (sm SharedMap) Run() {}

func (sm SharedMap) take() { sm.turn <- struct{}{} }

func (sm SharedMap) give() { <-sm.turn }

func (sm SharedMap) Set(key string, value any) {
	sm.take()
	defer sm.give()
	sm.m[key] = value // bug
}

func (sm SharedMap) Get(key string) (any, bool) {
	sm.take()
	defer sm.give()
	value, found := sm.m[key] // bug
	return value, found
}

func (sm SharedMap) Remove(key string) {
	sm.take()
	defer sm.give()
	delete(sm.m, key) // bug
}

func (sm SharedMap) Count() int {
	sm.take()
	defer sm.give()
	return len(sm.m) // bug
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	sm.take()
	defer sm.give()
	old, found := sm.m[key]   // bug
	sm.m[key] = f(old, found) // bug
	return sm.m[key]
}
