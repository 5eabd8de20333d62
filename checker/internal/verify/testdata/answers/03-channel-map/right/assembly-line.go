// right
// Three owners in a row, each keeps a third of the keys and passes on what is not its own; Count adds up on its way, in the order in which commands entered the line.
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

type SharedMap struct{ c chan command }

func NewMap() SharedMap {
	sm := SharedMap{make(chan command)}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	second, third := make(chan command, 2), make(chan command)
	go station(1, second, third)
	go station(2, third, nil)
	station(0, sm.c, second)
}

func station(me int, in, out chan command) {
	m := map[string]any{}
	for cmd := range in {
		if cmd.op == opCount {
			n, _ := cmd.value.(int)
			cmd.value = n + len(m)
			if out == nil {
				cmd.result <- reply{n: n + len(m)}
				continue
			}
		} else if home(cmd.key) == me {
			r := carryOut(m, cmd)
			if cmd.result != nil {
				cmd.result <- r
			}
			continue
		}
		out <- cmd
	}
}

func home(key string) int {
	if key == "" {
		return 1
	}
	return int(key[len(key)-1]) % 3
}

// Set and Remove are done once they are in the line: nobody overtakes there.
func (sm SharedMap) ask(cmd command) reply {
	if cmd.op == opSet || cmd.op == opRemove {
		sm.c <- cmd
		return reply{}
	}
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
