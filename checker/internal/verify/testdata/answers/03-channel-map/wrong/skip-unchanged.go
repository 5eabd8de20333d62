// wrong: run
// explain: panic
// To spare a copy of the map, Set compares the new value with the stored one, which panics in the owner when a slice, map or function is Set over another of the same type: what is Set can not be got.
package main

import "maps"

// SharedMap is a map that is never changed, only replaced: readers take the one of now,
// and look into it in their own goroutine.
type SharedMap struct {
	now     chan map[string]any
	changes chan change
}

// change makes the next map of the one of now.
type change struct {
	next func(now map[string]any) map[string]any
	done chan struct{}
}

// NewMap returns an empty map, and starts the goroutine that replaces it.
func NewMap() SharedMap {
	sm := SharedMap{make(chan map[string]any), make(chan change)}
	go sm.Run()
	return sm
}

// Run holds out the map of now, and replaces it when somebody has a change.
func (sm SharedMap) Run() {
	now := map[string]any{}
	for {
		select {
		case sm.now <- now:
		case c := <-sm.changes:
			now = c.next(now)
			close(c.done)
		}
	}
}

func (sm SharedMap) change(next func(now map[string]any) map[string]any, done chan struct{}) {
	sm.changes <- change{next, done}
	<-done
}

// with returns the map of now with value under key.
func with(now map[string]any, key string, value any) map[string]any {
	if old, found := now[key]; found && old == value { // bug
		return now // nothing changes, so nothing need be copied
	}
	next := maps.Clone(now)
	next[key] = value
	return next
}

func (sm SharedMap) Set(key string, value any) {
	sm.change(func(now map[string]any) map[string]any {
		return with(now, key, value)
	}, make(chan struct{}))
}

func (sm SharedMap) Get(key string) (any, bool) {
	value, found := (<-sm.now)[key]
	return value, found
}

func (sm SharedMap) Remove(key string) {
	sm.change(func(now map[string]any) map[string]any {
		if _, found := now[key]; !found {
			return now
		}
		next := maps.Clone(now)
		delete(next, key)
		return next
	}, make(chan struct{}))
}

func (sm SharedMap) Count() int { return len(<-sm.now) }

func (sm SharedMap) Update(key string, f func(old any, found bool) any) (value any) {
	sm.change(func(now map[string]any) map[string]any {
		old, found := now[key]
		value = f(old, found)
		next := maps.Clone(now)
		next[key] = value
		return next
	}, make(chan struct{}))
	return value
}
