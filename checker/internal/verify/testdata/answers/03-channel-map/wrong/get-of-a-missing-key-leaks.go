// wrong: reply
// explain: assertion sender-gone
// Get has a goroutine wait for the value, and leaves it behind where the key is missing: a function that has returned has left no goroutine of its own behind.

package main

type answer struct {
	value any
	n     int
}

type command struct {
	do      func(m map[string]any) (answer, bool)
	reply   chan answer
	missing chan struct{} // closed instead of an answer
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
	m := make(map[string]any)
	for cmd := range sm.c {
		if a, ok := cmd.do(m); ok {
			cmd.reply <- a
		} else {
			close(cmd.missing)
		}
	}
}

func (sm SharedMap) send(do func(m map[string]any) (answer, bool)) command {
	cmd := command{do, make(chan answer), make(chan struct{})}
	sm.c <- cmd
	return cmd
}

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) {
	<-sm.send(func(m map[string]any) (answer, bool) {
		m[key] = value
		return answer{}, true
	}).reply
}

// Get returns what is stored under key, and whether anything is.
func (sm SharedMap) Get(key string) (any, bool) { // bug
	cmd := sm.send(func(m map[string]any) (answer, bool) {
		value, found := m[key]
		return answer{value: value}, found
	})
	value := make(chan any)
	go func() {
		a := <-cmd.reply
		value <- a.value
	}()
	select {
	case v := <-value:
		return v, true
	case <-cmd.missing:
		return nil, false
	}
}

// Remove takes key out of the map.
func (sm SharedMap) Remove(key string) {
	<-sm.send(func(m map[string]any) (answer, bool) {
		delete(m, key)
		return answer{}, true
	}).reply
}

// Count returns how many keys the map has.
func (sm SharedMap) Count() int {
	return (<-sm.send(func(m map[string]any) (answer, bool) {
		return answer{n: len(m)}, true
	}).reply).n
}

// Update stores what f makes of the old value, and returns it.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return (<-sm.send(func(m map[string]any) (answer, bool) {
		old, found := m[key]
		m[key] = f(old, found)
		return answer{value: m[key]}, true
	}).reply).value
}
