// wrong: update
// Ints have a table of their own; an Update whose result is not an int any more leaves the int there, and Get finds it first: f's result is stored.
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

func (sm SharedMap) Set(key string, value any) { sm.ask(command{op: opSet, key: key, value: value}) }

func (sm SharedMap) Get(key string) (any, bool) {
	r := sm.ask(command{op: opGet, key: key})
	return r.value, r.found
}

func (sm SharedMap) Remove(key string) { sm.ask(command{op: opRemove, key: key}) }

func (sm SharedMap) Count() int { return sm.ask(command{op: opCount}).n }

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return sm.ask(command{op: opUpdate, key: key, f: f}).value
}

func (sm SharedMap) Run() {
	ints, others := map[string]int{}, map[string]any{}
	look := func(key string) (any, bool) {
		if n, ok := ints[key]; ok {
			return n, true
		}
		value, ok := others[key]
		return value, ok
	}
	for cmd := range sm.c {
		var r reply
		switch cmd.op {
		case opSet:
			if n, ok := cmd.value.(int); ok {
				delete(others, cmd.key)
				ints[cmd.key] = n
			} else {
				delete(ints, cmd.key)
				others[cmd.key] = cmd.value
			}
		case opGet:
			r.value, r.found = look(cmd.key)
		case opRemove:
			delete(ints, cmd.key)
			delete(others, cmd.key)
		case opCount:
			r.n = len(ints) + len(others)
		case opUpdate:
			r.value = cmd.f(look(cmd.key))
			if n, ok := r.value.(int); ok {
				delete(others, cmd.key)
				ints[cmd.key] = n
			} else {
				others[cmd.key] = r.value
			}
		}
		cmd.result <- r
	}
}
