// right
// Two goroutines own the map by turns: after seven commands the one on shift hands it to the other through a channel.
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

type SharedMap struct {
	c    chan command
	desk [2]chan map[string]any
}

func NewMap() SharedMap {
	sm := SharedMap{c: make(chan command)}
	sm.desk[0], sm.desk[1] = make(chan map[string]any), make(chan map[string]any)
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	go sm.shift(1)
	go func() { sm.desk[0] <- map[string]any{} }()
	sm.shift(0)
}

func (sm SharedMap) shift(me int) {
	for m := range sm.desk[me] {
		for range 7 {
			cmd := <-sm.c
			cmd.result <- carryOut(m, cmd)
		}
		sm.desk[1-me] <- m
	}
}
