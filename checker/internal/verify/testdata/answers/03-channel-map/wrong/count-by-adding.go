// wrong: count
// Count keeps a number of its own beside the map: a Set asks first whether the key is new, and then counts it, as two commands.
package main

type SharedMap struct {
	c chan func(m map[string]any)
	n chan int // in the hands of whoever changes it
}

func NewMap() SharedMap {
	sm := SharedMap{make(chan func(map[string]any)), make(chan int, 1)}
	sm.n <- 0
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	m := map[string]any{}
	for do := range sm.c {
		do(m)
	}
}

// ask has the owner run f and waits until it has.
func (sm SharedMap) ask(f func(m map[string]any)) {
	done := make(chan struct{})
	sm.c <- func(m map[string]any) {
		defer close(done)
		f(m)
	}
	<-done
}

func (sm SharedMap) Set(key string, value any) {
	found := false
	sm.ask(func(m map[string]any) {
		_, found = m[key]
		m[key] = value
	})
	if !found {
		sm.n <- <-sm.n + 1
	}
}

func (sm SharedMap) Get(key string) (value any, found bool) {
	sm.ask(func(m map[string]any) { value, found = m[key] })
	return value, found
}

func (sm SharedMap) Remove(key string) {
	found := false
	sm.ask(func(m map[string]any) {
		_, found = m[key]
		delete(m, key)
	})
	if found {
		sm.n <- <-sm.n - 1
	}
}

func (sm SharedMap) Count() int {
	n := <-sm.n
	sm.n <- n
	return n
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) (value any) {
	found := false
	sm.ask(func(m map[string]any) {
		var old any
		old, found = m[key]
		value = f(old, found)
		m[key] = value
	})
	if !found {
		sm.n <- <-sm.n + 1
	}
	return value
}
