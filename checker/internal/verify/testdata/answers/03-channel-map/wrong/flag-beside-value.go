// wrong: reply
// That a key is there is kept in the same map under key+"?", so the key "a?" is mixed up with the flag of "a": a missing key is told apart.
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
	m := map[string]any{}
	for cmd := range sm.c {
		var r reply
		old, found := m[cmd.key], m[cmd.key+"?"] == true
		switch cmd.op {
		case opSet:
			m[cmd.key], m[cmd.key+"?"] = cmd.value, true
		case opGet:
			r.value, r.found = old, found
		case opRemove:
			delete(m, cmd.key)
			delete(m, cmd.key+"?")
		case opCount:
			r.n = len(m) / 2
		case opUpdate:
			r.value = cmd.f(old, found)
			m[cmd.key], m[cmd.key+"?"] = r.value, true
		}
		cmd.result <- r
	}
}
