// right
// The owner lends the map itself: it sends it to one caller and lends it again only when it has come back; there is one map in flight, so every loan is one step.
package main

type SharedMap struct {
	lend, back chan map[string]any
}

func NewMap() SharedMap {
	sm := SharedMap{make(chan map[string]any), make(chan map[string]any)}
	go SharedMap.Run(sm)
	return sm
}

func (sm SharedMap) Run() {
	for m := (map[string]any{}); ; m = <-sm.back {
		sm.lend <- m
	}
}

// loan is a sequence of one map, which goes back after the body.
func (sm SharedMap) loan(yield func(map[string]any) bool) {
	m := <-sm.lend
	defer func() { sm.back <- m }()
	yield(m)
}

func (sm SharedMap) Set(key string, value any) {
	for m := range sm.loan {
		m[key] = value
	}
}

func (sm SharedMap) Get(key string) (value any, found bool) {
	for m := range sm.loan {
		value, found = m[key]
	}
	return
}

func (sm SharedMap) Remove(key string) {
	for m := range sm.loan {
		delete(m, key)
	}
}

func (sm SharedMap) Count() int {
	for m := range sm.loan {
		return len(m)
	}
	panic("no map")
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) (value any) {
	for m := range sm.loan {
		value, m[key] = f2(f, m, key)
	}
	return value
}

func f2(f func(any, bool) any, m map[string]any, key string) (any, any) {
	old, found := m[key]
	value := f(old, found)
	return value, value
}
