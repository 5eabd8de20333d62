// right
// Run owns the map and lends it to one caller at a time, over one channel out and one channel back.
package main

// SharedMap holds the two channels over which the one map travels.
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

func (sm SharedMap) borrow(use func(m map[string]any)) {
	m := <-sm.lend
	defer func() { sm.back <- m }()
	use(m)
}

func (sm SharedMap) Set(key string, value any) {
	sm.borrow(func(m map[string]any) { m[key] = value })
}

func (sm SharedMap) Get(key string) (value any, found bool) {
	sm.borrow(func(m map[string]any) { value, found = m[key] })
	return value, found
}

func (sm SharedMap) Remove(key string) {
	sm.borrow(func(m map[string]any) { delete(m, key) })
}

func (sm SharedMap) Count() (n int) {
	sm.borrow(func(m map[string]any) { n = len(m) })
	return n
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) (value any) {
	sm.borrow(func(m map[string]any) {
		old, found := m[key]
		value = f(old, found)
		m[key] = value
	})
	return value
}
