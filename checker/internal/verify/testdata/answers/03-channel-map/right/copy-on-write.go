// right
// The owner never changes a map: it makes a new one for each write, and offers the newest to whoever reads.
package main

import "maps"

type SharedMap struct {
	newest chan map[string]any
	writes chan func(m map[string]any)
}

func NewMap() SharedMap {
	sm := SharedMap{newest: make(chan map[string]any), writes: make(chan func(map[string]any))}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	current := map[string]any{}
	for {
		select {
		case sm.newest <- current:
		case write := <-sm.writes:
			next := maps.Clone(current)
			write(next)
			current = next
		}
	}
}

func (sm SharedMap) Set(key string, value any) {
	sm.writes <- func(m map[string]any) { m[key] = value }
}

func (sm SharedMap) Get(key string) (any, bool) {
	value, found := (<-sm.newest)[key]
	return value, found
}

func (sm SharedMap) Remove(key string) {
	sm.writes <- func(m map[string]any) { delete(m, key) }
}

func (sm SharedMap) Count() int { return len(<-sm.newest) }

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	result := make(chan any, 1)
	sm.writes <- func(m map[string]any) {
		old, found := m[key]
		m[key] = f(old, found)
		result <- m[key]
	}
	return <-result
}
