// wrong: reply
// a missing key is answered with struct{}{}: a key that holds struct{}{} itself (a map used as a set) is said to be missing
package main

// missing is the answer for a key that is not there. A stored nil is just nil.
var missing any = struct{}{}

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
	reply := make(chan any)
	sm.c <- func() {
		value, found := sm.m[key]
		if !found {
			value = missing
		}
		reply <- value
	}
	value := <-reply
	if value == missing {
		return nil, false
	}
	return value, true
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
