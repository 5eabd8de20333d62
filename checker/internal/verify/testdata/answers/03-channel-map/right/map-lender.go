// right
// The owner sends the map itself: a caller receives it, is its only owner while it works, and sends it back, which is when the owner lends it again.

package main

// SharedMap is the counter where the map is lent and brought back.
type SharedMap struct {
	lend chan map[string]any
	back chan map[string]any
}

// NewMap returns an empty map, ready for use.
func NewMap() SharedMap {
	sm := SharedMap{make(chan map[string]any), make(chan map[string]any)}
	go sm.Run()
	return sm
}

// Run lends the map to one after the other.
func (sm SharedMap) Run() {
	m := make(map[string]any)
	for {
		sm.lend <- m
		m = <-sm.back
	}
}

type pairOf[A, B any] struct {
	a A
	b B
}

// with borrows the map for the time of one call of do.
func with[T any](sm SharedMap, do func(m map[string]any) T) T {
	m := <-sm.lend
	defer func() { sm.back <- m }()
	return do(m)
}

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) {
	with(sm, func(m map[string]any) any { m[key] = value; return nil })
}

// Get returns what is stored under key, and whether anything is.
func (sm SharedMap) Get(key string) (any, bool) {
	p := with(sm, func(m map[string]any) pairOf[any, bool] {
		value, found := m[key]
		return pairOf[any, bool]{value, found}
	})
	return p.a, p.b
}

// Remove takes key out of the map.
func (sm SharedMap) Remove(key string) {
	with(sm, func(m map[string]any) any { delete(m, key); return nil })
}

// Count returns how many keys the map has.
func (sm SharedMap) Count() int {
	return with(sm, func(m map[string]any) int { return len(m) })
}

// Update stores what f makes of the old value, and returns it.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return with(sm, func(m map[string]any) any {
		old, found := m[key]
		value := f(old, found)
		m[key] = value
		return value
	})
}
