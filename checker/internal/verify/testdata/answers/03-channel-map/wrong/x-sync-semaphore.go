// wrong: no-lock
// A semaphore of weight one from another package guards the map: "neither sync, sync/atomic, nor another package's semaphore or group as one".
package main

import (
	"context"

	"golang.org/x/sync/semaphore" // bug
)

// SharedMap is a map that many goroutines use at once.
type SharedMap struct {
	m    map[string]any
	turn *semaphore.Weighted
}

func NewMap() SharedMap {
	sm := SharedMap{m: make(map[string]any), turn: semaphore.NewWeighted(1)}
	go sm.Run()
	return sm
}

// Run has nothing to do.
func (sm SharedMap) Run() {}

func (sm SharedMap) enter() (leave func()) {
	_ = sm.turn.Acquire(context.Background(), 1)
	return func() { sm.turn.Release(1) }
}

func (sm SharedMap) Set(key string, value any) {
	defer sm.enter()()
	sm.m[key] = value
}

func (sm SharedMap) Get(key string) (any, bool) {
	defer sm.enter()()
	value, found := sm.m[key]
	return value, found
}

func (sm SharedMap) Remove(key string) {
	defer sm.enter()()
	delete(sm.m, key)
}

func (sm SharedMap) Count() int {
	defer sm.enter()()
	return len(sm.m)
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	defer sm.enter()()
	old, found := sm.m[key]
	value := f(old, found)
	sm.m[key] = value
	return value
}
