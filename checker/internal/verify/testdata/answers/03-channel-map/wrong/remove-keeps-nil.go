// wrong: remove
// Remove passes over a key whose value is nil, as if it were missing.
package main

type state struct{ m map[string]any }

type SharedMap struct{ c chan func(s *state) }

func NewMap() SharedMap {
	sm := SharedMap{make(chan func(s *state))}
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
		do(s)
		close(done)
	}
	<-done
}

func (sm SharedMap) Set(key string, value any) { sm.ask(func(s *state) { s.m[key] = value }) }

func (sm SharedMap) Get(key string) (value any, found bool) {
	sm.ask(func(s *state) { value, found = s.m[key] })
	return value, found
}

// Remove does nothing where there is nothing under key.
func (sm SharedMap) Remove(key string) {
	sm.ask(func(s *state) {
		if s.m[key] != nil {
			delete(s.m, key)
		}
	})
}

func (sm SharedMap) Count() (n int) {
	sm.ask(func(s *state) { n = len(s.m) })
	return n
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) (value any) {
	sm.ask(func(s *state) {
		old, found := s.m[key]
		value = f(old, found)
		s.m[key] = value
	})
	return value
}
