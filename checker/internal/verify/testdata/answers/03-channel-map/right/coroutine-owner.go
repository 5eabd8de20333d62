// right
// The map's owner is a coroutine made by iter.Pull: it never runs beside its caller, and the right to resume it is a value that travels through a channel of one place.
package main

import "iter"

// turn is the right to resume the owner: put a request, call next.
type turn struct {
	request *func(m map[string]any)
	next    func() (struct{}, bool)
}

// SharedMap holds the turn while nobody has it.
type SharedMap struct{ turns chan turn }

// NewMap returns an empty map.
func NewMap() SharedMap {
	sm := SharedMap{make(chan turn, 1)}
	go sm.Run()
	return sm
}

// Run makes the owner and gives away the first turn.
func (sm SharedMap) Run() {
	request := new(func(m map[string]any))
	next, _ := iter.Pull(func(yield func(struct{}) bool) {
		m := make(map[string]any)
		for yield(struct{}{}) {
			(*request)(m)
		}
	})
	next() // up to the first yield
	sm.turns <- turn{request, next}
}

func (sm SharedMap) ask(do func(m map[string]any)) {
	t := <-sm.turns
	defer func() { sm.turns <- t }()
	*t.request = do
	t.next()
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
