// right
// Commands are closures: the owner calls whatever function reaches it, and the map is a variable of its goroutine.
package main

type SharedMap struct {
	do chan func(map[string]any)
}

func NewMap() SharedMap {
	sm := SharedMap{do: make(chan func(map[string]any))}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	m := map[string]any{}
	for f := range sm.do {
		f(m)
	}
}

func (sm SharedMap) Set(key string, value any) {
	sm.do <- func(m map[string]any) { m[key] = value }
}

func (sm SharedMap) Get(key string) (any, bool) {
	var value any
	var found bool
	done := make(chan struct{})
	sm.do <- func(m map[string]any) {
		value, found = m[key]
		close(done)
	}
	<-done
	return value, found
}

func (sm SharedMap) Remove(key string) {
	sm.do <- func(m map[string]any) { delete(m, key) }
}

func (sm SharedMap) Count() int {
	n := make(chan int)
	sm.do <- func(m map[string]any) { n <- len(m) }
	return <-n
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	result := make(chan any)
	sm.do <- func(m map[string]any) {
		old, found := m[key]
		value := f(old, found)
		m[key] = value
		result <- value
	}
	return <-result
}
