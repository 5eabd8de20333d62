// right
// The map itself is the message: whoever receives it from the one unbuffered channel owns it until he sends it on, to Run or straight to the next caller.
package main

// SharedMap is a desk over which one map is handed out and taken back.
type SharedMap struct {
	desk chan map[string]any
}

// NewMap returns an empty map, and starts the goroutine that lends it.
func NewMap() SharedMap {
	sm := SharedMap{desk: make(chan map[string]any)}
	go sm.Run()
	return sm
}

// Run lends the map and takes it back. While it is lent, Run does not even know it.
func (sm SharedMap) Run() {
	m := make(map[string]any)
	for {
		sm.desk <- m
		m = <-sm.desk
	}
}

// borrow calls use with the map, and hands the map on afterwards, even if use panics.
func (sm SharedMap) borrow(use func(m map[string]any)) {
	m := <-sm.desk
	defer func() { sm.desk <- m }()
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
