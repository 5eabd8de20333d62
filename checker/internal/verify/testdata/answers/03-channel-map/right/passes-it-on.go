// right
// each command has an owner of its own: Run hands the map to a goroutine that carries out one command, starts its successor and ends.
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

type SharedMap struct {
	c chan command
}

func NewMap() SharedMap {
	sm := SharedMap{c: make(chan command)}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	sm.turn(make(map[string]any))
}

func (sm SharedMap) turn(m map[string]any) {
	cmd := <-sm.c
	cmd.reply <- cmd.do(m)
	go sm.turn(m)
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
