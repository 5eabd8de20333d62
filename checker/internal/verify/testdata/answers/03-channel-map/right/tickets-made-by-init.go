// right
// A fixed number of reply channels, made by init and shared by all maps; whoever finds none free waits for one.
package main

type SharedMap struct {
	c chan func(m map[string]any)
}

// tickets are the reply channels that nobody uses now.
var tickets chan chan struct{}

func init() {
	tickets = make(chan chan struct{}, 8)
	for range cap(tickets) {
		tickets <- make(chan struct{})
	}
}

func NewMap() SharedMap {
	sm := SharedMap{c: make(chan func(map[string]any))}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	m := map[string]any{}
	for do := range sm.c {
		do(m)
	}
}

func (sm SharedMap) ask(f func(m map[string]any)) {
	ticket := <-tickets
	sm.c <- func(m map[string]any) {
		f(m)
		ticket <- struct{}{}
	}
	<-ticket
	tickets <- ticket
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
