// wrong: reply
// Get asks for the value and then whether the key is there, in two commands: a Set in between makes it (nil, true) though nil was never stored
package main

type SharedMap struct {
	m map[string]any // only Run touches it
	c chan func()
}

func NewMap() SharedMap {
	sm := SharedMap{m: make(map[string]any), c: make(chan func())}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	for do := range sm.c {
		do()
	}
}

// run has the owner carry out do, and waits for it.
func (sm SharedMap) run(do func()) {
	done := make(chan struct{})
	sm.c <- func() {
		defer close(done)
		do()
	}
	<-done
}

func (sm SharedMap) Set(key string, value any) {
	sm.run(func() { sm.m[key] = value })
}

func (sm SharedMap) Get(key string) (any, bool) {
	var value any
	sm.run(func() { value = sm.m[key] })
	if value != nil {
		return value, true
	}
	return nil, sm.has(key)
}

func (sm SharedMap) has(key string) (found bool) {
	sm.run(func() { _, found = sm.m[key] })
	return found
}

func (sm SharedMap) Remove(key string) {
	sm.run(func() { delete(sm.m, key) })
}

func (sm SharedMap) Count() (n int) {
	sm.run(func() { n = len(sm.m) })
	return n
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) (value any) {
	sm.run(func() {
		old, found := sm.m[key]
		value = f(old, found)
		sm.m[key] = value
	})
	return value
}
