// wrong: run
// Ints are kept as float64 and given back as ints, so those beyond 53 bits come back changed: what is Set can be got.
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

type number float64

func pack(value any) any {
	if n, ok := value.(int); ok {
		return number(n)
	}
	return value
}

func unpack(value any) any {
	if n, ok := value.(number); ok {
		return int(n)
	}
	return value
}

func (sm SharedMap) Run() {
	m := map[string]any{}
	for cmd := range sm.c {
		cmd.value = pack(cmd.value)
		if f := cmd.f; f != nil {
			cmd.f = func(old any, found bool) any { return pack(f(unpack(old), found)) }
		}
		r := carryOut(m, cmd)
		r.value = unpack(r.value)
		cmd.result <- r
	}
}
