// wrong: count
// The owner publishes the length in a channel of one; where a Count puts its old number back between the owner's two steps, the new number is dropped.
package main

type state struct{ m map[string]any }

type SharedMap struct {
	c      chan func(s *state)
	length chan int // always the latest length
}

func NewMap() SharedMap {
	sm := SharedMap{make(chan func(s *state)), make(chan int, 1)}
	sm.length <- 0
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	s := &state{make(map[string]any)}
	for do := range sm.c {
		do(s)
	}
}

// ask has the owner do something, and returns when the new length is out.
func (sm SharedMap) ask(do func(s *state)) {
	done := make(chan struct{})
	sm.c <- func(s *state) {
		before := len(s.m)
		do(s)
		if len(s.m) != before {
			sm.publish(len(s.m))
		}
		close(done)
	}
	<-done
}

// publish replaces the old length by the new one.
func (sm SharedMap) publish(n int) {
	select {
	case <-sm.length:
	default:
	}
	select {
	case sm.length <- n:
	default:
	}
}

// Count looks at the latest length, and leaves it there for the next one,
// unless the owner has put a newer one there meanwhile.
func (sm SharedMap) Count() int {
	n := <-sm.length
	select {
	case sm.length <- n:
	default:
	}
	return n
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
