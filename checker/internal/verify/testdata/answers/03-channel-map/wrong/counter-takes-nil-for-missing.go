// wrong: count
// The owner keeps a counter, and Set takes a key that holds nil for a missing one: Set twice on it counts two, so Count is not exact.

package main

type answer struct {
	value any
	found bool
	n     int
}

// store is what the owner keeps: counting is then one look.
type store struct {
	m map[string]any
	n int
}

type command struct {
	do    func(s *store) answer
	reply chan answer
}

// SharedMap is a map that one goroutine owns.
type SharedMap struct {
	c chan command
}

// NewMap starts the owner of an empty map.
func NewMap() SharedMap {
	sm := SharedMap{make(chan command)}
	go sm.Run()
	return sm
}

// Run carries out the commands.
func (sm SharedMap) Run() {
	s := &store{m: make(map[string]any)}
	for cmd := range sm.c {
		cmd.reply <- cmd.do(s)
	}
}

func (sm SharedMap) ask(do func(s *store) answer) answer {
	reply := make(chan answer)
	sm.c <- command{do, reply}
	return <-reply
}

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) {
	sm.ask(func(s *store) answer {
		if s.m[key] == nil {
			s.n++
		}
		s.m[key] = value
		return answer{}
	})
}

// Get returns what is stored under key, and whether anything is.
func (sm SharedMap) Get(key string) (any, bool) {
	a := sm.ask(func(s *store) answer {
		value, found := s.m[key]
		return answer{value: value, found: found}
	})
	return a.value, a.found
}

// Remove takes key out of the map.
func (sm SharedMap) Remove(key string) {
	sm.ask(func(s *store) answer {
		if _, found := s.m[key]; found {
			s.n--
			delete(s.m, key)
		}
		return answer{}
	})
}

// Count returns how many keys the map has.
func (sm SharedMap) Count() int {
	return sm.ask(func(s *store) answer { return answer{n: s.n} }).n
}

// Update stores what f makes of the old value, and returns it.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return sm.ask(func(s *store) answer {
		old, found := s.m[key]
		value := f(old, found)
		if !found {
			s.n++
		}
		s.m[key] = value
		return answer{value: value}
	}).value
}
