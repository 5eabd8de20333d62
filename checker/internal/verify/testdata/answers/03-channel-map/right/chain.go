// right
// Two goroutines in a chain: the first queues commands without a limit, so no Set ever waits; the second owns the map.
package main

type command func(m map[string]any)

type SharedMap struct {
	in, out chan command
}

func NewMap() SharedMap {
	sm := SharedMap{in: make(chan command), out: make(chan command)}
	go sm.Run()
	go sm.queue()
	return sm
}

func (sm SharedMap) queue() {
	var waiting []command
	for {
		if len(waiting) == 0 {
			waiting = append(waiting, <-sm.in)
		}
		select {
		case cmd := <-sm.in:
			waiting = append(waiting, cmd)
		case sm.out <- waiting[0]:
			waiting = waiting[1:]
		}
	}
}

func (sm SharedMap) Run() {
	m := map[string]any{}
	for cmd := range sm.out {
		cmd(m)
	}
}

func (sm SharedMap) Set(key string, value any) {
	sm.in <- func(m map[string]any) { m[key] = value }
}

func (sm SharedMap) Get(key string) (any, bool) {
	type both struct {
		value any
		found bool
	}
	reply := make(chan both)
	sm.in <- func(m map[string]any) {
		value, found := m[key]
		reply <- both{value, found}
	}
	b := <-reply
	return b.value, b.found
}

func (sm SharedMap) Remove(key string) {
	sm.in <- func(m map[string]any) { delete(m, key) }
}

func (sm SharedMap) Count() int {
	reply := make(chan int)
	sm.in <- func(m map[string]any) { reply <- len(m) }
	return <-reply
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	reply := make(chan any)
	sm.in <- func(m map[string]any) {
		old, found := m[key]
		value := f(old, found)
		m[key] = value
		reply <- value
	}
	return <-reply
}
