// wrong: no-lock
// NewMap numbers the maps with a plain package-level variable, a data race when two goroutines make maps at once; violates 'no race'.
// explain: data-race unguarded-counter
package main

type answer struct {
	value any
	found bool
	n     int
}

type command struct {
	do    func(m map[string]any) answer
	reply chan answer
}

// made is how many maps there are.
var made int

type SharedMap struct {
	id int
	c  chan command
}

func NewMap() SharedMap {
	made++ // bug
	sm := SharedMap{id: made, c: make(chan command)}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	m := make(map[string]any)
	for cmd := range sm.c {
		cmd.reply <- cmd.do(m)
	}
}

func (sm SharedMap) ask(do func(m map[string]any) answer) answer {
	cmd := command{do: do, reply: make(chan answer, 1)}
	sm.c <- cmd
	return <-cmd.reply
}

func (sm SharedMap) Set(key string, value any) {
	sm.ask(func(m map[string]any) answer {
		m[key] = value
		return answer{}
	})
}

func (sm SharedMap) Get(key string) (any, bool) {
	a := sm.ask(func(m map[string]any) answer {
		v, ok := m[key]
		return answer{value: v, found: ok}
	})
	return a.value, a.found
}

func (sm SharedMap) Remove(key string) {
	sm.ask(func(m map[string]any) answer {
		delete(m, key)
		return answer{}
	})
}

func (sm SharedMap) Count() int {
	return sm.ask(func(m map[string]any) answer { return answer{n: len(m)} }).n
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return sm.ask(func(m map[string]any) answer {
		old, found := m[key]
		v := f(old, found)
		m[key] = v
		return answer{value: v}
	}).value
}
