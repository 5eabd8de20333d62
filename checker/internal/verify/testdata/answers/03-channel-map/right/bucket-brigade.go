// right
// The map goes from caller to caller: each queues behind the last one, gets the map from it and gives it to the next; Run only gives it to the first.
package main

type SharedMap struct {
	last  chan chan map[string]any // who stands at the end of the queue
	first chan map[string]any
}

func NewMap() SharedMap {
	sm := SharedMap{make(chan chan map[string]any, 1), make(chan map[string]any)}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	sm.last <- sm.first
	sm.first <- map[string]any{}
}

func (sm SharedMap) with(f func(m map[string]any)) {
	next := make(chan map[string]any, 1)
	before := <-sm.last
	sm.last <- next
	m := <-before
	defer func() { next <- m }()
	f(m)
}

func (sm SharedMap) Set(key string, value any) { sm.with(func(m map[string]any) { m[key] = value }) }

func (sm SharedMap) Get(key string) (value any, found bool) {
	sm.with(func(m map[string]any) { value, found = m[key] })
	return value, found
}

func (sm SharedMap) Remove(key string) { sm.with(func(m map[string]any) { delete(m, key) }) }

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
