// wrong: no-lock
// An errgroup with a limit of one is a lock by another name.
package main

import "golang.org/x/sync/errgroup"

type SharedMap struct {
	m map[string]any
	g *errgroup.Group
}

func NewMap() SharedMap {
	sm := SharedMap{map[string]any{}, new(errgroup.Group)}
	sm.g.SetLimit(1)
	return sm
}

// Run has nothing to do.
func (sm SharedMap) Run() {}

func (sm SharedMap) ask(f func(m map[string]any)) {
	done := make(chan struct{})
	sm.g.Go(func() error {
		f(sm.m)
		close(done)
		return nil
	})
	<-done
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
