// wrong: remove
// Set and Remove have a queue each: the owner may take a Remove before the Set that came first.
package main

type SharedMap struct {
	c       chan func(m map[string]any)
	removes chan string
}

func NewMap() SharedMap {
	sm := SharedMap{make(chan func(map[string]any), 16), make(chan string, 16)}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	m := map[string]any{}
	for {
		select {
		case do := <-sm.c:
			do(m)
		case key := <-sm.removes:
			delete(m, key)
		}
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
	sm.c <- func(m map[string]any) { m[key] = value }
}

func (sm SharedMap) Get(key string) (value any, found bool) {
	sm.ask(func(m map[string]any) { value, found = m[key] })
	return value, found
}

func (sm SharedMap) Remove(key string) {
	sm.removes <- key
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
