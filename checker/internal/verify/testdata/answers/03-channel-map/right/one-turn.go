// right
// A channel with room for one turn: whoever has the turn owns the map until it gives the turn back.
package main

type SharedMap struct {
	m    map[string]any
	turn chan struct{}
}

func NewMap() SharedMap {
	sm := SharedMap{map[string]any{}, make(chan struct{}, 1)}
	sm.Run()
	return sm
}

// Run gives out the turn.
func (sm SharedMap) Run() { sm.turn <- struct{}{} }

func (sm SharedMap) ask(f func(m map[string]any)) {
	<-sm.turn
	defer func() { sm.turn <- struct{}{} }()
	f(sm.m)
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
