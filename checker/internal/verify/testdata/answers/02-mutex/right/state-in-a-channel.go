// right
// The whole state travels through a channel of one place; who cannot go on leaves a wake-up channel in it and waits; nothing of package sync is used, and MutexMap's methods have value receivers.
package main

import "maps"

type state struct {
	m       map[string]any
	views   int
	writing bool
	changed chan struct{} // closed when views or writing has become less
}

// MutexMap holds a state while nobody looks at it. A copy is the same map.
type MutexMap struct{ box chan state }

// NewMutexMap returns an empty map.
func NewMutexMap() *MutexMap {
	m := &MutexMap{make(chan state, 1)}
	m.box <- state{m: map[string]any{}, changed: make(chan struct{})}
	return m
}

// when takes the state out as soon as ok says so.
func (m MutexMap) when(ok func(state) bool) state {
	for {
		s := <-m.box
		if ok(s) {
			return s
		}
		changed := s.changed
		m.box <- s
		<-changed
	}
}

func nobody(s state) bool   { return s.views == 0 && !s.writing }
func noWriter(s state) bool { return !s.writing }
func always(state) bool     { return true }

// leave puts the state back after change, and wakes all that wait.
func (m MutexMap) leave(change func(*state)) {
	s := <-m.box
	change(&s)
	close(s.changed)
	s.changed = make(chan struct{})
	m.box <- s
}

func (m MutexMap) Set(key string, value any) {
	s := m.when(nobody)
	s.m[key] = value
	m.box <- s
}

func (m MutexMap) Get(key string) (any, bool) {
	s := m.when(always)
	value, found := s.m[key]
	m.box <- s
	return value, found
}

func (m MutexMap) take(key string) (any, bool) {
	s := m.when(nobody)
	value, found := s.m[key]
	delete(s.m, key)
	m.box <- s
	return value, found
}

func (m MutexMap) Remove(key string) { m.take(key) }

func (m MutexMap) Count() int {
	s := m.when(always)
	n := len(s.m)
	m.box <- s
	return n
}

func (m MutexMap) Update(key string, f func(old any, found bool) any) {
	s := m.when(nobody)
	s.writing = true
	old, found := s.m[key]
	m.box <- s
	write := func(*state) {}
	defer func() {
		m.leave(func(s *state) {
			s.writing = false
			write(s)
		})
	}()
	value := f(old, found)
	write = func(s *state) { s.m[key] = value }
}

func (m MutexMap) View(key string, f func(value any, found bool)) {
	s := m.when(noWriter)
	s.views++
	value, found := s.m[key]
	m.box <- s
	defer m.leave(func(s *state) { s.views-- })
	f(value, found)
}

func (m MutexMap) Range(f func(key string, value any) bool) {
	s := m.when(always)
	all := maps.Clone(s.m)
	m.box <- s
	for key, value := range all {
		if !f(key, value) {
			return
		}
	}
}

func Move(from, to *MutexMap, key string) bool {
	if from.box == to.box {
		_, found := from.Get(key)
		return found
	}
	value, found := from.take(key)
	if found {
		to.Set(key, value)
	}
	return found
}
