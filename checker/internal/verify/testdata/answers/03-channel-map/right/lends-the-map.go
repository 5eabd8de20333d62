// right
// Run lends the map itself to one caller after another and waits for it to come back, so every change and every callback happens on the caller's goroutine.
package main

type SharedMap struct {
	lend chan map[string]any
	back chan map[string]any
}

func NewMap() SharedMap {
	sm := SharedMap{lend: make(chan map[string]any), back: make(chan map[string]any)}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	m := make(map[string]any)
	for {
		sm.lend <- m
		m = <-sm.back
	}
}

func (sm SharedMap) with(use func(m map[string]any)) {
	m := <-sm.lend
	use(m)
	sm.back <- m
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

func (sm SharedMap) Update(key string, f func(old any, found bool) any) (v any) {
	sm.with(func(m map[string]any) {
		old, found := m[key]
		v = f(old, found)
		m[key] = v
	})
	return v
}
