// wrong: reply
// All Gets of a key share one reply channel: who asked later may be given the older answer.
package main

type SharedMap struct {
	c       chan func(m map[string]any)
	replies chan map[string]chan lookup // the reply channels, in the hands of whoever looks for one
}

type lookup struct {
	value any
	found bool
}

func NewMap() SharedMap {
	sm := SharedMap{make(chan func(map[string]any)), make(chan map[string]chan lookup, 1)}
	sm.replies <- map[string]chan lookup{}
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
	sm.ask(func(m map[string]any) { m[key] = value })
}

func (sm SharedMap) Get(key string) (any, bool) {
	all := <-sm.replies
	reply := all[key]
	if reply == nil {
		reply = make(chan lookup, 10_000)
		all[key] = reply
	}
	sm.replies <- all
	sm.c <- func(m map[string]any) {
		value, found := m[key]
		reply <- lookup{value, found}
	}
	l := <-reply
	return l.value, l.found
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
