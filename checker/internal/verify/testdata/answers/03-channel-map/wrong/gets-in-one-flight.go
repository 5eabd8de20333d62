// wrong: no-lock
// Gets of one key at once share one flight: whoever comes late is given an answer from before its question.
package main

import "golang.org/x/sync/singleflight"

type SharedMap struct {
	c       chan func(m map[string]any)
	flights *singleflight.Group
}

type lookup struct {
	value any
	found bool
}

func NewMap() SharedMap {
	sm := SharedMap{make(chan func(map[string]any)), new(singleflight.Group)}
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
	l, _, _ := sm.flights.Do(key, func() (any, error) {
		var l lookup
		sm.ask(func(m map[string]any) { l.value, l.found = m[key] })
		return l, nil
	})
	return l.(lookup).value, l.(lookup).found
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
