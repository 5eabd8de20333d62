// wrong: count
// Removed keys keep their slot and a counter tells how many slots are in use, but Update takes a slot that holds nil for an unused one and counts it again: after Set(k, nil) and Update(k, f) Count says 2 and not exactly 1.
package main

const (
	set = iota
	get
	remove
	count
	update
)

type command struct {
	key    string
	value  any
	f      func(old any, found bool) any
	action int
	result chan answer
}

type answer struct {
	value any
	found bool
	count int
}

// slot holds the value of a key. A removed key keeps its slot, for removed keys tend to come back.
type slot struct {
	value any
	used  bool
}

// store is what the owner owns.
type store struct {
	slots map[string]*slot
	used  int
}

func (s *store) slot(key string) *slot {
	sl := s.slots[key]
	if sl == nil {
		sl = new(slot)
		s.slots[key] = sl
	}
	return sl
}

func (s *store) set(key string, value any) {
	sl := s.slot(key)
	if !sl.used {
		s.used++
	}
	sl.value, sl.used = value, true
}

func (s *store) get(key string) (any, bool) {
	if sl := s.slots[key]; sl != nil {
		return sl.value, sl.used
	}
	return nil, false
}

func (s *store) remove(key string) {
	if sl := s.slots[key]; sl != nil && sl.used {
		sl.value, sl.used = nil, false
		s.used--
	}
}

func (s *store) update(key string, f func(old any, found bool) any) any {
	sl := s.slot(key)
	old := sl.value
	sl.value = f(old, sl.used)
	if old == nil { // bug
		s.used++
		sl.used = true
	}
	return sl.value
}

// SharedMap is a map that one goroutine owns.
type SharedMap struct {
	c chan command
}

// NewMap returns an empty map, and starts the goroutine that owns it.
func NewMap() SharedMap {
	sm := SharedMap{make(chan command)}
	go sm.Run()
	return sm
}

// Run carries out the commands, one after the other.
func (sm SharedMap) Run() {
	s := store{slots: make(map[string]*slot)}
	for cmd := range sm.c {
		var a answer
		switch cmd.action {
		case set:
			s.set(cmd.key, cmd.value)
		case get:
			a.value, a.found = s.get(cmd.key)
		case remove:
			s.remove(cmd.key)
		case count:
			a.count = s.used
		case update:
			a.value = s.update(cmd.key, cmd.f)
		}
		cmd.result <- a
	}
}

func (sm SharedMap) send(cmd command) answer {
	cmd.result = make(chan answer)
	sm.c <- cmd
	return <-cmd.result
}

func (sm SharedMap) Set(key string, value any) {
	sm.send(command{action: set, key: key, value: value})
}

func (sm SharedMap) Get(key string) (any, bool) {
	a := sm.send(command{action: get, key: key})
	return a.value, a.found
}

func (sm SharedMap) Remove(key string) {
	sm.send(command{action: remove, key: key})
}

func (sm SharedMap) Count() int {
	return sm.send(command{action: count}).count
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return sm.send(command{action: update, key: key, f: f}).value
}
