// wrong: update
// Sets of one batch are kept aside and written at its end, over an Update that came after them in the same batch: the update is lost.
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

type SharedMap struct{ c chan command }

func NewMap() SharedMap {
	sm := SharedMap{make(chan command, 64)}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	m, aside := map[string]any{}, map[string]any{}
	flush := func() {
		for key, value := range aside {
			m[key] = value
		}
		clear(aside)
	}
	look := func(key string) (any, bool) {
		if value, ok := aside[key]; ok {
			return value, true
		}
		value, ok := m[key]
		return value, ok
	}
	serve := func(cmd command) {
		var r reply
		switch cmd.op {
		case opSet:
			aside[cmd.key] = cmd.value
			return
		case opGet:
			r.value, r.found = look(cmd.key)
		case opRemove:
			delete(aside, cmd.key)
			delete(m, cmd.key)
		case opCount:
			flush()
			r.n = len(m)
		case opUpdate:
			r.value = cmd.f(look(cmd.key))
			m[cmd.key] = r.value
		}
		cmd.result <- r
	}
	for cmd := range sm.c {
		serve(cmd)
		for range len(sm.c) {
			serve(<-sm.c)
		}
		flush()
	}
}

func (sm SharedMap) ask(cmd command) reply {
	cmd.result = make(chan reply, 1)
	sm.c <- cmd
	if cmd.op == opSet {
		return reply{}
	}
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
