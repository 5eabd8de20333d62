// wrong: count
// The owner publishes the count in a channel of one place, after an Update only once its caller has the answer: a Count right after an Update of a new key can miss it, so it is not exact.

package main

type answer struct {
	value any
	found bool
}

type command struct {
	do    func(m map[string]any) answer
	late  bool // answer first, publish the count then
	reply chan answer
}

// SharedMap is a map that one goroutine owns; its size lies ready for everybody.
type SharedMap struct {
	c    chan command
	size chan int // one place, always full again at once
}

// NewMap starts the owner of an empty map.
func NewMap() SharedMap {
	sm := SharedMap{c: make(chan command), size: make(chan int, 1)}
	sm.size <- 0
	go sm.Run()
	return sm
}

// Run carries out the commands and publishes the size.
func (sm SharedMap) Run() {
	m := make(map[string]any)
	for cmd := range sm.c {
		a := cmd.do(m)
		if cmd.late {
			cmd.reply <- a
			sm.publish(len(m))
			continue
		}
		sm.publish(len(m))
		cmd.reply <- a
	}
}

func (sm SharedMap) publish(n int) {
	<-sm.size
	sm.size <- n
}

func (sm SharedMap) ask(late bool, do func(m map[string]any) answer) answer {
	reply := make(chan answer)
	sm.c <- command{do, late, reply}
	return <-reply
}

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) {
	sm.ask(false, func(m map[string]any) answer {
		m[key] = value
		return answer{}
	})
}

// Get returns what is stored under key, and whether anything is.
func (sm SharedMap) Get(key string) (any, bool) {
	a := sm.ask(true, func(m map[string]any) answer {
		value, found := m[key]
		return answer{value, found}
	})
	return a.value, a.found
}

// Remove takes key out of the map.
func (sm SharedMap) Remove(key string) {
	sm.ask(false, func(m map[string]any) answer {
		delete(m, key)
		return answer{}
	})
}

// Count takes a look at the size.
func (sm SharedMap) Count() int {
	n := <-sm.size
	sm.size <- n
	return n
}

// Update stores what f makes of the old value, and returns it.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return sm.ask(true, func(m map[string]any) answer {
		old, found := m[key]
		m[key] = f(old, found)
		return answer{value: m[key]}
	}).value
}
