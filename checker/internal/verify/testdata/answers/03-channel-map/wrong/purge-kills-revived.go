// wrong: remove
// Removed keys are only marked and cleared out 1,024 at a time, and the clearing does not ask whether a key has been set again meanwhile.

package main

// SharedMap is a map that one goroutine owns.
type SharedMap struct {
	c chan func(*store)
}

// store is what the owner owns.
type store struct {
	m      map[string]any
	dead   map[string]bool // keys of m that are removed
	graves []string        // the same, in the order of their removal
}

type lookup struct {
	value any
	found bool
}

func (s *store) get(key string) lookup {
	if s.dead[key] {
		return lookup{}
	}
	value, found := s.m[key]
	return lookup{value, found}
}

func (s *store) set(key string, value any) {
	s.m[key] = value
	delete(s.dead, key)
}

func (s *store) remove(key string) {
	if !s.get(key).found {
		return
	}
	s.dead[key] = true
	s.graves = append(s.graves, key)
	if len(s.graves) < 1024 {
		return
	}
	for _, key := range s.graves {
		delete(s.m, key) // bug
		delete(s.dead, key)
	}
	s.graves = s.graves[:0]
}

// NewMap returns an empty map, and starts its owner.
func NewMap() SharedMap {
	sm := SharedMap{c: make(chan func(*store))}
	go sm.Run()
	return sm
}

// Run carries out one command after the other.
func (sm SharedMap) Run() {
	s := &store{m: make(map[string]any), dead: make(map[string]bool)}
	for do := range sm.c {
		do(s)
	}
}

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) {
	sm.c <- func(s *store) { s.set(key, value) }
}

// Get returns what is stored under key, and whether anything is.
func (sm SharedMap) Get(key string) (any, bool) {
	result := make(chan lookup, 1)
	sm.c <- func(s *store) { result <- s.get(key) }
	l := <-result
	return l.value, l.found
}

// Remove takes key out of the map.
func (sm SharedMap) Remove(key string) {
	sm.c <- func(s *store) { s.remove(key) }
}

// Count returns how many keys the map has.
func (sm SharedMap) Count() int {
	result := make(chan int, 1)
	sm.c <- func(s *store) { result <- len(s.m) - len(s.dead) }
	return <-result
}

// Update stores what f makes of the old value, and returns it.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	result := make(chan any, 1)
	sm.c <- func(s *store) {
		old := s.get(key)
		value := f(old.value, old.found)
		s.set(key, value)
		result <- value
	}
	return <-result
}
