// wrong: count
// Remove leaves a tombstone and the live keys are counted along; a Set over a tombstone does not count the key again.
package main

// state is what the owner has: the slots, dead ones too, and the number of live ones.
type state struct {
	slots map[string]*slot
	live  int
}

type slot struct {
	value any
	dead  bool
}

type SharedMap struct{ c chan func(s *state) }

func NewMap() SharedMap {
	sm := SharedMap{make(chan func(s *state))}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	s := &state{slots: make(map[string]*slot)}
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

func (s *state) get(key string) (any, bool) {
	if sl := s.slots[key]; sl != nil && !sl.dead {
		return sl.value, true
	}
	return nil, false
}

// put uses the slot that a removed key has left.
func (s *state) put(key string, value any) {
	sl, known := s.slots[key]
	if !known {
		sl = new(slot)
		s.slots[key] = sl
		s.live++
	}
	sl.value, sl.dead = value, false
}

func (sm SharedMap) Set(key string, value any) { sm.ask(func(s *state) { s.put(key, value) }) }

func (sm SharedMap) Get(key string) (value any, found bool) {
	sm.ask(func(s *state) { value, found = s.get(key) })
	return value, found
}

func (sm SharedMap) Remove(key string) {
	sm.ask(func(s *state) {
		if sl, known := s.slots[key]; known && !sl.dead {
			sl.value, sl.dead = nil, true
			s.live--
		}
	})
}

func (sm SharedMap) Count() (n int) {
	sm.ask(func(s *state) { n = s.live })
	return n
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) (value any) {
	sm.ask(func(s *state) {
		old, found := s.get(key)
		value = f(old, found)
		s.put(key, value)
	})
	return value
}
