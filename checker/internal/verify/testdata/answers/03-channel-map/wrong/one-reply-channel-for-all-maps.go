// wrong: reply
// all maps answer through one package-level channel, which is right for one map alone, but with two maps at once a caller gets the other map's answer; violates Get's and Count's answers.
// explain: data-race
package main

type answer struct {
	value any
	found bool
	n     int
}

type command struct {
	do func(m map[string]any) answer
}

// replies takes one answer at a time: the owner waits until it is fetched.
var replies = make(chan answer)

type SharedMap struct {
	c chan command
}

func NewMap() SharedMap {
	sm := SharedMap{c: make(chan command)}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	m := make(map[string]any)
	for cmd := range sm.c {
		replies <- cmd.do(m) // bug
	}
}

func (sm SharedMap) ask(do func(m map[string]any) answer) answer {
	sm.c <- command{do: do}
	return <-replies // bug
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
