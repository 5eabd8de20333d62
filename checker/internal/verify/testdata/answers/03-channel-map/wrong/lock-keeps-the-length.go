// wrong: no-lock
// One owner and a channel, but a lock, named guard, keeps the length for Count.
package main

import guard "sync"

type state struct{ m map[string]any }

type SharedMap struct {
	c    chan func(s *state)
	size *size
}

type size struct {
	guard.RWMutex
	n int
}

func NewMap() SharedMap {
	sm := SharedMap{make(chan func(s *state)), new(size)}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	s := &state{make(map[string]any)}
	for do := range sm.c {
		do(s)
	}
}

func (sm SharedMap) ask(do func(s *state)) {
	done := make(chan struct{})
	sm.c <- func(s *state) {
		sm.size.Lock()
		do(s)
		sm.size.n = len(s.m)
		sm.size.Unlock()
		close(done)
	}
	<-done
}

func (sm SharedMap) Count() int {
	sm.size.RLock()
	defer sm.size.RUnlock()
	return sm.size.n
}

func (sm SharedMap) Set(key string, value any) { sm.ask(func(s *state) { s.m[key] = value }) }

func (sm SharedMap) Get(key string) (value any, found bool) {
	sm.ask(func(s *state) { value, found = s.m[key] })
	return value, found
}

func (sm SharedMap) Remove(key string) { sm.ask(func(s *state) { delete(s.m, key) }) }

func (sm SharedMap) Update(key string, f func(old any, found bool) any) (value any) {
	sm.ask(func(s *state) {
		old, found := s.m[key]
		value = f(old, found)
		s.m[key] = value
	})
	return value
}
