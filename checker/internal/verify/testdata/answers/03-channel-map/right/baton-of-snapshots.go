// right
// the map is a baton in a channel of one; maps are never changed, a writer puts a changed copy back and a reader reads its snapshot after putting it back; Run only puts the first one in.
package main

import "maps"

type SharedMap struct {
	baton chan map[string]any // at most one map, which nobody changes any more
}

func NewMap() SharedMap {
	sm := SharedMap{baton: make(chan map[string]any, 1)}
	go sm.Run()
	return sm
}

// Run brings the first map. From then on the callers pass it among themselves.
func (sm SharedMap) Run() { sm.baton <- map[string]any{} }

func (sm SharedMap) now() map[string]any {
	m := <-sm.baton
	sm.baton <- m
	return m
}

func (sm SharedMap) Set(key string, value any) {
	m := maps.Clone(<-sm.baton)
	m[key] = value
	sm.baton <- m
}

func (sm SharedMap) Get(key string) (any, bool) {
	v, ok := sm.now()[key]
	return v, ok
}

func (sm SharedMap) Remove(key string) {
	m := maps.Clone(<-sm.baton)
	delete(m, key)
	sm.baton <- m
}

func (sm SharedMap) Count() int { return len(sm.now()) }

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	m := maps.Clone(<-sm.baton)
	old, found := m[key]
	v := f(old, found)
	m[key] = v
	sm.baton <- m
	return v
}
