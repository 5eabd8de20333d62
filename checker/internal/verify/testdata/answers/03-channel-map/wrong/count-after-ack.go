// wrong: count
// The number of keys always lies ready in a channel of one place, but the owner says that a change is done before it has laid the new number there.

package main

// SharedMap is a map that one goroutine owns.
type SharedMap struct {
	c    chan task
	size chan int // holds the number of keys, but for the moment in which it is renewed or read
}

type task struct {
	do   func(m map[string]any)
	done chan struct{}
}

// NewMap returns an empty map, and starts its owner.
func NewMap() SharedMap {
	sm := SharedMap{
		c:    make(chan task),
		size: make(chan int, 1),
	}
	sm.size <- 0
	go sm.Run()
	return sm
}

// Run carries out one command after the other.
func (sm SharedMap) Run() {
	m := make(map[string]any)
	for t := range sm.c {
		before := len(m)
		t.do(m)
		t.done <- struct{}{} // bug
		if len(m) != before {
			<-sm.size
			sm.size <- len(m)
		}
	}
}

func (sm SharedMap) run(do func(m map[string]any)) {
	done := make(chan struct{}, 1)
	sm.c <- task{do, done}
	<-done
}

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) {
	sm.run(func(m map[string]any) { m[key] = value })
}

// Get returns what is stored under key, and whether anything is.
func (sm SharedMap) Get(key string) (value any, found bool) {
	sm.run(func(m map[string]any) { value, found = m[key] })
	return value, found
}

// Remove takes key out of the map.
func (sm SharedMap) Remove(key string) {
	sm.run(func(m map[string]any) { delete(m, key) })
}

// Count returns how many keys the map has.
func (sm SharedMap) Count() int {
	n := <-sm.size
	sm.size <- n
	return n
}

// Update stores what f makes of the old value, and returns it.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) (value any) {
	sm.run(func(m map[string]any) {
		old, found := m[key]
		value = f(old, found)
		m[key] = value
	})
	return value
}
