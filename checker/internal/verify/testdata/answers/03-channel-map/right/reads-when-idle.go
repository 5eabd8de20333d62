// right
// Two channels with a preference that blocks where neither has anything: first what changes the map, then what reads it.
package main

type SharedMap struct {
	changes, questions chan func(m map[string]any)
}

func NewMap() SharedMap {
	sm := SharedMap{make(chan func(map[string]any)), make(chan func(map[string]any))}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	m := map[string]any{}
	for {
		select {
		case do := <-sm.changes:
			do(m)
			continue
		default:
		}
		select {
		case do := <-sm.changes:
			do(m)
		case do := <-sm.questions:
			do(m)
		}
	}
}

func ask(c chan func(m map[string]any), f func(m map[string]any)) {
	done := make(chan struct{})
	c <- func(m map[string]any) {
		f(m)
		close(done)
	}
	<-done
}

func (sm SharedMap) Set(key string, value any) {
	ask(sm.changes, func(m map[string]any) { m[key] = value })
}

func (sm SharedMap) Get(key string) (value any, found bool) {
	ask(sm.questions, func(m map[string]any) { value, found = m[key] })
	return value, found
}

func (sm SharedMap) Remove(key string) {
	ask(sm.changes, func(m map[string]any) { delete(m, key) })
}

func (sm SharedMap) Count() (n int) {
	ask(sm.questions, func(m map[string]any) { n = len(m) })
	return n
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) (value any) {
	ask(sm.changes, func(m map[string]any) {
		old, found := m[key]
		value = f(old, found)
		m[key] = value
	})
	return value
}
