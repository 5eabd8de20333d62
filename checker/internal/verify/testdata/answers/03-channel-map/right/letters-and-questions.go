// right
// Set and Remove drop a letter into a box and go; whoever asks a question has the owner read all letters that are in the box first.
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

type SharedMap struct {
	box       chan command
	questions chan command
}

func NewMap() SharedMap {
	sm := SharedMap{make(chan command, 5), make(chan command)}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	m := map[string]any{}
	for {
		select {
		case cmd := <-sm.box:
			carryOut(m, cmd)
		case q := <-sm.questions:
			for range len(sm.box) {
				carryOut(m, <-sm.box)
			}
			q.result <- carryOut(m, q)
		}
	}
}

func (sm SharedMap) ask(cmd command) reply {
	if cmd.op == opSet || cmd.op == opRemove {
		sm.box <- cmd
		return reply{}
	}
	cmd.result = make(chan reply)
	sm.questions <- cmd
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
