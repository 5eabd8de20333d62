// wrong: run
// Update travels as a Set whose value is a function, so a Set of such a function calls it: what is Set can be got.
package main

const (
	opSet = iota
	opGet
	opRemove
	opCount
	opUpdate
)

type reply struct {
	value any
	found bool
	n     int
}

type command struct {
	op     int
	key    string
	value  any
	f      func(old any, found bool) any
	result chan reply
}

type SharedMap struct {
	c chan command
}

func NewMap() SharedMap {
	sm := SharedMap{c: make(chan command)}
	go sm.Run()
	return sm
}

func (sm SharedMap) ask(cmd command) reply {
	cmd.result = make(chan reply, 1)
	sm.c <- cmd
	return <-cmd.result
}

func (sm SharedMap) Run() {
	m := map[string]any{}
	for cmd := range sm.c {
		var r reply
		switch cmd.op {
		case opSet:
			if f, ok := cmd.value.(func(any, bool) any); ok {
				old, found := m[cmd.key]
				cmd.value = f(old, found)
			}
			m[cmd.key] = cmd.value
			r.value = cmd.value
		case opGet:
			r.value, r.found = m[cmd.key]
		case opRemove:
			delete(m, cmd.key)
		case opCount:
			r.n = len(m)
		}
		cmd.result <- r
	}
}

func (sm SharedMap) Set(key string, value any) { sm.ask(command{op: opSet, key: key, value: value}) }

func (sm SharedMap) Get(key string) (any, bool) {
	r := sm.ask(command{op: opGet, key: key})
	return r.value, r.found
}

func (sm SharedMap) Remove(key string) { sm.ask(command{op: opRemove, key: key}) }

func (sm SharedMap) Count() int { return sm.ask(command{op: opCount}).n }

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return sm.ask(command{op: opSet, key: key, value: f}).value
}
