// wrong: no-lock
// "The library has one": sync.Map is safe by itself, and Update is still a load and a store.
package main

import "sync"

type SharedMap struct {
	m *sync.Map
}

func NewMap() SharedMap { return SharedMap{m: new(sync.Map)} }

func (sm SharedMap) Run() {}

func (sm SharedMap) Set(key string, value any) { sm.m.Store(key, value) }

func (sm SharedMap) Get(key string) (any, bool) { return sm.m.Load(key) }

func (sm SharedMap) Remove(key string) { sm.m.Delete(key) }

func (sm SharedMap) Count() int {
	n := 0
	sm.m.Range(func(any, any) bool {
		n++
		return true
	})
	return n
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	old, found := sm.m.Load(key)
	value := f(old, found)
	sm.m.Store(key, value)
	return value
}
