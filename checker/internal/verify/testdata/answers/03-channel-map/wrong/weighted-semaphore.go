// wrong: no-lock
// A semaphore of weight one guards the map.
package main

import (
	"context"

	"golang.org/x/sync/semaphore"
)

type SharedMap struct {
	m map[string]any
	s *semaphore.Weighted
}

func NewMap() SharedMap {
	return SharedMap{map[string]any{}, semaphore.NewWeighted(1)}
}

// Run has nothing to do.
func (sm SharedMap) Run() {}

func (sm SharedMap) ask(f func(m map[string]any)) {
	if err := sm.s.Acquire(context.Background(), 1); err != nil {
		panic(err)
	}
	defer sm.s.Release(1)
	f(sm.m)
}

func (sm SharedMap) Set(key string, value any) {
	sm.ask(func(m map[string]any) { m[key] = value })
}

func (sm SharedMap) Get(key string) (value any, found bool) {
	sm.ask(func(m map[string]any) { value, found = m[key] })
	return value, found
}

func (sm SharedMap) Remove(key string) {
	sm.ask(func(m map[string]any) { delete(m, key) })
}

func (sm SharedMap) Count() (n int) {
	sm.ask(func(m map[string]any) { n = len(m) })
	return n
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) (value any) {
	sm.ask(func(m map[string]any) {
		old, found := m[key]
		value = f(old, found)
		m[key] = value
	})
	return value
}
