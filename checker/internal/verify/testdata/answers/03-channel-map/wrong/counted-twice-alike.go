// wrong: count
// Count adds up two owners' parts again until two sums are alike, which they can be though the number was never that: exact, one step.
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

type SharedMap struct{ parts [2]chan command }

func NewMap() SharedMap {
	sm := SharedMap{[2]chan command{make(chan command), make(chan command)}}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	go own(sm.parts[1])
	own(sm.parts[0])
}

func own(c chan command) {
	m := map[string]any{}
	for cmd := range c {
		cmd.result <- carryOut(m, cmd)
	}
}

func (sm SharedMap) sum() (n int) {
	for _, c := range sm.parts {
		result := make(chan reply, 1)
		c <- command{op: opCount, result: result}
		n += (<-result).n
	}
	return n
}

func (sm SharedMap) ask(cmd command) reply {
	if cmd.op == opCount {
		n := sm.sum()
		for {
			again := sm.sum()
			if again == n {
				return reply{n: n}
			}
			n = again
		}
	}
	part := 0
	for i := range len(cmd.key) {
		part += int(cmd.key[i])
	}
	cmd.result = make(chan reply, 1)
	sm.parts[part%2] <- cmd
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
