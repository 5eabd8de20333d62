// right
// The commands are functions of the map that the owner calls one after the other; a panic of Update's f is carried back and raised at the caller.
package main

type command func(m map[string]any)

type SharedMap struct {
	m map[string]any // only Run touches it
	c chan command
}

func NewMap() SharedMap {
	sm := SharedMap{map[string]any{}, make(chan command)}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	for {
		(<-sm.c)(sm.m)
	}
}

// do returns when the owner has called what.
func (sm SharedMap) do(what command) {
	done := make(chan struct{})
	sm.c <- func(m map[string]any) {
		defer close(done)
		what(m)
	}
	<-done
}

func (sm SharedMap) Set(key string, value any) {
	sm.do(func(m map[string]any) { m[key] = value })
}

func (sm SharedMap) Get(key string) (value any, found bool) {
	sm.do(func(m map[string]any) { value, found = m[key] })
	return
}

func (sm SharedMap) Remove(key string) {
	sm.do(func(m map[string]any) { delete(m, key) })
}

func (sm SharedMap) Count() (n int) {
	sm.do(func(m map[string]any) { n = len(m) })
	return
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) (value any) {
	var trouble any
	sm.do(func(m map[string]any) {
		defer func() { trouble = recover() }()
		old, found := m[key]
		value = f(old, found)
		m[key] = value
	})
	if trouble != nil {
		panic(trouble)
	}
	return value
}
