// wrong: run
// Entries are kept under a hash of 32 bits (times 31, as in Java), so "Aa" and "BB" are one key: what is Set can be got.
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

type entry struct {
	key   string
	value any
}

func hash(key string) (h uint32) {
	for i := range len(key) {
		h = 31*h + uint32(key[i])
	}
	return h
}

func (sm SharedMap) Run() {
	m := map[uint32]entry{}
	for cmd := range sm.c {
		var r reply
		h := hash(cmd.key)
		e, found := m[h]
		switch cmd.op {
		case opSet:
			m[h] = entry{cmd.key, cmd.value}
		case opGet:
			r.value, r.found = e.value, found
		case opRemove:
			delete(m, h)
		case opCount:
			r.n = len(m)
		case opUpdate:
			r.value = cmd.f(e.value, found)
			m[h] = entry{cmd.key, r.value}
		}
		cmd.result <- r
	}
}
