// wrong: no-lock update
// A channel as a spin lock: after a hundred tries it goes on without its turn.
// explain: data-race shared-map
// explain: map-fatal shared-map
package main

import "runtime"

type SharedMap struct {
	m    map[string]any
	turn chan struct{}
}

func NewMap() SharedMap {
	sm := SharedMap{m: make(map[string]any), turn: make(chan struct{}, 1)}
	sm.Run()
	return sm
}

func (sm SharedMap) Run() {}

func (sm SharedMap) take() {
	for range 100 {
		select {
		case sm.turn <- struct{}{}:
			return
		default:
			runtime.Gosched()
		}
	}
}

func (sm SharedMap) give() {
	select {
	case <-sm.turn:
	default:
	}
}

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
