// wrong: remove
// the owner removes a key only where it holds something other than nil: a key with a stored nil is still found and counted after Remove
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

func (sm SharedMap) Get(key string) (value any, found bool) {
	sm.run(func() { value, found = sm.m[key] })
	return value, found
}

func (sm SharedMap) Remove(key string) {
	sm.run(func() {
		if sm.m[key] != nil { // a missing key is no error
			delete(sm.m, key)
		}
	})
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
