// right
// The owner takes what is waiting all at once, carries it out in order, and then answers.
package main

type SharedMap struct {
	c chan command
}

type command struct {
	do   func(m map[string]any)
	done chan struct{}
}

func NewMap() SharedMap {
	sm := SharedMap{make(chan command, 32)}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	m := map[string]any{}
	for first := range sm.c {
		batch := []command{first}
		for more := true; more; {
			select {
			case next := <-sm.c:
				batch = append(batch, next)
			default:
				more = false
			}
		}
		for _, cmd := range batch {
			cmd.do(m)
		}
		for _, cmd := range batch {
			close(cmd.done)
		}
	}
}

func (sm SharedMap) ask(f func(m map[string]any)) {
	done := make(chan struct{})
	sm.c <- command{f, done}
	<-done
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
