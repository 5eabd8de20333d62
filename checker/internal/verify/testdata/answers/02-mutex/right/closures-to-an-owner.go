// right
// Commands are closures that one goroutine runs in turn; a view is counted in and out, writers wait in a queue until none is left, and a panic travels back to its caller.
package main

import "maps"

type MutexMap struct {
	do chan func(s *state)
}

type state struct {
	data  map[string]any
	views int
	queue []func(s *state)
}

func NewMutexMap() *MutexMap {
	m := &MutexMap{do: make(chan func(s *state))}
	go func() {
		s := &state{data: map[string]any{}}
		for f := range m.do {
			f(s)
		}
	}()
	return m
}

// ask runs f on the state and waits for it.
func (m *MutexMap) ask(f func(s *state)) {
	done := make(chan any, 1)
	m.do <- func(s *state) { done <- caught(s, f) }
	rethrow(<-done)
}

// write is ask, but not while a view runs.
func (m *MutexMap) write(f func(s *state)) {
	done := make(chan any, 1)
	job := func(s *state) { done <- caught(s, f) }
	m.do <- func(s *state) {
		if s.views > 0 {
			s.queue = append(s.queue, job)
			return
		}
		job(s)
	}
	rethrow(<-done)
}

func caught(s *state, f func(s *state)) (thrown any) {
	defer func() { thrown = recover() }()
	f(s)
	return nil
}

func rethrow(thrown any) {
	if thrown != nil {
		panic(thrown)
	}
}

func (m *MutexMap) Set(key string, value any) { m.write(func(s *state) { s.data[key] = value }) }

func (m *MutexMap) Get(key string) (value any, found bool) {
	m.ask(func(s *state) { value, found = s.data[key] })
	return value, found
}

func (m *MutexMap) Remove(key string) { m.write(func(s *state) { delete(s.data, key) }) }

func (m *MutexMap) Count() (n int) {
	m.ask(func(s *state) { n = len(s.data) })
	return n
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.write(func(s *state) {
		old, found := s.data[key]
		s.data[key] = f(old, found)
	})
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	var value any
	var found bool
	m.ask(func(s *state) {
		s.views++
		value, found = s.data[key]
	})
	defer m.ask(func(s *state) {
		s.views--
		if s.views == 0 {
			queue := s.queue
			s.queue = nil
			for _, job := range queue {
				job(s)
			}
		}
	})
	f(value, found)
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	var all map[string]any
	m.ask(func(s *state) { all = maps.Clone(s.data) })
	for key, value := range all {
		if !f(key, value) {
			return
		}
	}
}

func Move(from, to *MutexMap, key string) (found bool) {
	if from == to {
		_, found = from.Get(key)
		return found
	}
	var value any
	from.write(func(s *state) {
		value, found = s.data[key]
		delete(s.data, key)
	})
	if found {
		to.Set(key, value)
	}
	return found
}
