// wrong: run
// Maps live in a table of 64 places that are taken in turn, so the 65th map is the first one again: a new map is empty and has keys of its own.
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

func carryOut(m map[string]any, cmd command) (r reply) {
	switch cmd.op {
	case opSet:
		m[cmd.key] = cmd.value
	case opGet:
		r.value, r.found = m[cmd.key]
	case opRemove:
		delete(m, cmd.key)
	case opCount:
		r.n = len(m)
	case opUpdate:
		old, found := m[cmd.key]
		r.value = cmd.f(old, found)
		m[cmd.key] = r.value
	}
	return r
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

type SharedMap struct{ c chan command }

var (
	places [64]chan command
	turn   = make(chan int, 1)
)

func init() { turn <- 0 }

func NewMap() SharedMap {
	i := <-turn
	defer func() { turn <- i + 1 }()
	place := &places[i%len(places)]
	if *place == nil {
		*place = make(chan command)
		go SharedMap{*place}.Run()
	}
	return SharedMap{*place}
}

func (sm SharedMap) Run() {
	m := map[string]any{}
	for cmd := range sm.c {
		cmd.result <- carryOut(m, cmd)
	}
}
