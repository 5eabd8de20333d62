// right
// A package-level goroutine, started in init, starts the owner of every map; so the owner is nobody's child, and each caller brings its own reply channel.
package main

// births carries new maps to the goroutine that starts their owners.
var births = make(chan SharedMap)

func init() {
	go func() {
		for sm := range births {
			go sm.Run()
		}
	}()
}

// SharedMap is a map that one goroutine owns.
type SharedMap struct {
	m map[string]any
	c chan command
}

type command struct {
	do   func(map[string]any)
	done chan struct{}
}

// NewMap returns an empty map.
func NewMap() SharedMap {
	sm := SharedMap{map[string]any{}, make(chan command)}
	births <- sm
	return sm
}

// Run carries out what comes.
func (sm SharedMap) Run() {
	for cmd := range sm.c {
		cmd.do(sm.m)
		close(cmd.done)
	}
}

func (sm SharedMap) ask(do func(m map[string]any)) {
	done := make(chan struct{})
	sm.c <- command{do, done}
	<-done
}

func (sm SharedMap) Set(key string, value any) {
	sm.ask(func(m map[string]any) { m[key] = value })
}

func (sm SharedMap) Get(key string) (value any, found bool) {
	sm.ask(func(m map[string]any) { value, found = m[key] })
	return value, found
}

func (sm SharedMap) Remove(key string) {
	sm.ask(func(m map[string]any) { delete(m, key) })
}

func (sm SharedMap) Count() (n int) {
	sm.ask(func(m map[string]any) { n = len(m) })
	return n
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) (value any) {
	sm.ask(func(m map[string]any) {
		old, found := m[key]
		value = f(old, found)
		m[key] = value
	})
	return value
}
