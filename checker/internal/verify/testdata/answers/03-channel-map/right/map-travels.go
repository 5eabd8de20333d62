// right
// No owner goroutine at all: the map travels in a channel of capacity 1, and who holds it owns it.
package main

type SharedMap struct {
	home chan map[string]any
}

func NewMap() SharedMap {
	sm := SharedMap{home: make(chan map[string]any, 1)}
	sm.Run()
	return sm
}

// Run lets the map go on its way.
func (sm SharedMap) Run() {
	sm.home <- map[string]any{}
}

func (sm SharedMap) with(f func(m map[string]any)) {
	m := <-sm.home
	defer func() { sm.home <- m }()
	f(m)
}

func (sm SharedMap) Set(key string, value any) {
	sm.with(func(m map[string]any) { m[key] = value })
}

func (sm SharedMap) Get(key string) (value any, found bool) {
	sm.with(func(m map[string]any) { value, found = m[key] })
	return value, found
}

func (sm SharedMap) Remove(key string) {
	sm.with(func(m map[string]any) { delete(m, key) })
}

func (sm SharedMap) Count() (n int) {
	sm.with(func(m map[string]any) { n = len(m) })
	return n
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) (value any) {
	sm.with(func(m map[string]any) {
		old, found := m[key]
		value = f(old, found)
		m[key] = value
	})
	return value
}
