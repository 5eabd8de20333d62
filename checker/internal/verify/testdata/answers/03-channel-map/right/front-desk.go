// right
// Two goroutines: the desk takes commands at once into an endless queue, so that Set and Remove never wait for a busy owner; the owner gets them in the order in which they came.
package main

// SharedMap has a desk, and an owner behind it.
type SharedMap struct {
	desk  chan func(store)
	owner chan func(store)
}

// store is how the owner keeps the map: the newest entry first.
type store map[string]*struct{ value any }

// NewMap returns an empty map.
func NewMap() SharedMap {
	sm := SharedMap{make(chan func(store)), make(chan func(store))}
	go sm.Run()
	return sm
}

// Run is the desk; it starts the owner.
func (sm SharedMap) Run() {
	go func() {
		s := make(store)
		for do := range sm.owner {
			do(s)
		}
	}()
	var queue []func(store)
	for {
		var (
			next func(store)
			out  chan func(store) // nil, and never ready, while the queue is empty
		)
		if len(queue) > 0 {
			next, out = queue[0], sm.owner
		}
		select {
		case do := <-sm.desk:
			queue = append(queue, do)
		case out <- next:
			queue[0] = nil
			queue = queue[1:]
		}
	}
}

// promise is something that a call waits for.
type promise[T any] chan T

func order[T any](sm SharedMap, do func(s store) T) promise[T] {
	p := make(promise[T], 1)
	sm.desk <- func(s store) { p <- do(s) }
	return p
}

func (sm SharedMap) Set(key string, value any) {
	sm.desk <- func(s store) { s[key] = &struct{ value any }{value} }
}

func (sm SharedMap) Get(key string) (any, bool) {
	slot := <-order(sm, func(s store) *struct{ value any } { return s[key] })
	if slot == nil {
		return nil, false
	}
	return slot.value, true
}

func (sm SharedMap) Remove(key string) {
	sm.desk <- func(s store) { delete(s, key) }
}

func (sm SharedMap) Count() int {
	return <-order(sm, func(s store) int { return len(s) })
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return <-order(sm, func(s store) any {
		var value any
		if slot := s[key]; slot != nil {
			value = f(slot.value, true)
		} else {
			value = f(nil, false)
		}
		s[key] = &struct{ value any }{value}
		return value
	})
}
