// wrong: reply
// Sixty-four goroutines carry the questions to the owner; whoever finds none of them free is told that the key is missing.
package main

type SharedMap struct {
	c       chan func(m map[string]any)
	workers chan struct{}
}

func NewMap() SharedMap {
	sm := SharedMap{make(chan func(map[string]any)), make(chan struct{}, 64)}
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

func (sm SharedMap) Get(key string) (value any, found bool) {
	select {
	case sm.workers <- struct{}{}:
	default:
		return nil, false
	}
	sm.ask(func(m map[string]any) { value, found = m[key] })
	<-sm.workers
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
