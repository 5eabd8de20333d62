// right
// Four owners, one a part of the keys; Count stops them all in one fixed order, adds up while nobody moves, and lets them go.
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

type freeze struct {
	size chan int
	thaw chan struct{}
}

type part struct {
	c    chan command
	halt chan freeze
}

type SharedMap struct{ parts [4]part }

func NewMap() SharedMap {
	var sm SharedMap
	for i := range sm.parts {
		sm.parts[i] = part{make(chan command), make(chan freeze)}
	}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	for i := range sm.parts[1:] {
		go sm.parts[i+1].own()
	}
	sm.parts[0].own()
}

func (p part) own() {
	m := map[string]any{}
	for {
		select {
		case cmd := <-p.c:
			cmd.result <- carryOut(m, cmd)
		case fr := <-p.halt:
			fr.size <- len(m)
			<-fr.thaw
		}
	}
}

func (sm SharedMap) ask(cmd command) reply {
	h := len(cmd.key)
	for i := range len(cmd.key) {
		h = h*7 + int(cmd.key[i])
	}
	cmd.result = make(chan reply)
	if cmd.op == opCount {
		fr := freeze{make(chan int), make(chan struct{})}
		n := 0
		for _, p := range sm.parts {
			p.halt <- fr
			n += <-fr.size
		}
		close(fr.thaw)
		return reply{n: n}
	}
	sm.parts[uint(h)%4].c <- cmd
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
