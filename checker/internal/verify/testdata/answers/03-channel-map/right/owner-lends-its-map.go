// right
// The owner lends the map itself: a caller takes it from one channel and brings it back through another, and a deferred return brings it back after a panic too; f runs in the caller.
package main

// SharedMap is where the map is lent and given back.
type SharedMap struct {
	lend chan map[string]any
	back chan map[string]any
}

// NewMap returns an empty map.
func NewMap() SharedMap {
	sm := SharedMap{make(chan map[string]any), make(chan map[string]any)}
	go sm.Run()
	return sm
}

// Run owns the map whenever nobody has borrowed it.
func (sm SharedMap) Run() {
	for m := make(map[string]any); ; m = <-sm.back {
		sm.lend <- m
	}
}

// borrow returns the map and what gives it back.
func (sm SharedMap) borrow() (map[string]any, func()) {
	m := <-sm.lend
	return m, func() { sm.back <- m }
}

func (sm SharedMap) Set(key string, value any) {
	m, giveBack := sm.borrow()
	defer giveBack()
	m[key] = value
}

func (sm SharedMap) Get(key string) (any, bool) {
	m, giveBack := sm.borrow()
	defer giveBack()
	value, found := m[key]
	return value, found
}

func (sm SharedMap) Remove(key string) {
	m, giveBack := sm.borrow()
	defer giveBack()
	delete(m, key)
}

func (sm SharedMap) Count() int {
	m, giveBack := sm.borrow()
	defer giveBack()
	return len(m)
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	m, giveBack := sm.borrow()
	defer giveBack()
	old, found := m[key]
	value := f(old, found)
	m[key] = value
	return value
}
