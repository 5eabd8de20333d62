// right
// There is no goroutine at all: each call puts its own channel at the end of a queue and waits for the map from the call before it, then hands it to the call behind.
package main

// SharedMap holds the end of the queue: the channel through which the map
// will come when the last call is done.
type SharedMap struct {
	end chan chan map[string]any
}

// NewMap returns an empty map.
func NewMap() SharedMap {
	sm := SharedMap{make(chan chan map[string]any, 1)}
	sm.Run()
	return sm
}

// Run puts the first map into the queue. More there is not to do.
func (sm SharedMap) Run() {
	first := make(chan map[string]any, 1)
	first <- make(map[string]any)
	sm.end <- first
}

// with waits for its turn, and hands the map on even after a panic.
func (sm SharedMap) with(do func(m map[string]any)) {
	behind := make(chan map[string]any, 1)
	before := <-sm.end
	sm.end <- behind
	m := <-before
	defer func() { behind <- m }()
	do(m)
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
