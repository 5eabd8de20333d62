// right
// Update leases its key and calls f in its own goroutine; the owner queues what others want of that key, and meanwhile serves other keys and Count.
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

const (
	opLease = 100 + iota
	opReturn
)

func (sm SharedMap) Run() {
	m := map[string]any{}
	leased := map[string][]command{}
	var serve func(cmd command)
	serve = func(cmd command) {
		switch cmd.op {
		case opCount:
			cmd.result <- reply{n: len(m)}
			return
		case opReturn:
			m[cmd.key] = cmd.value
			cmd.result <- reply{}
			queue := leased[cmd.key]
			delete(leased, cmd.key)
			for _, next := range queue {
				serve(next)
			}
			return
		}
		if queue, busy := leased[cmd.key]; busy {
			leased[cmd.key] = append(queue, cmd)
			return
		}
		if cmd.op == opLease {
			leased[cmd.key] = nil
			old, found := m[cmd.key]
			cmd.result <- reply{value: old, found: found}
			return
		}
		cmd.result <- carryOut(m, cmd)
	}
	for cmd := range sm.c {
		serve(cmd)
	}
}

func (sm SharedMap) Set(key string, value any) { sm.ask(command{op: opSet, key: key, value: value}) }

func (sm SharedMap) Get(key string) (any, bool) {
	r := sm.ask(command{op: opGet, key: key})
	return r.value, r.found
}

func (sm SharedMap) Remove(key string) { sm.ask(command{op: opRemove, key: key}) }

func (sm SharedMap) Count() int { return sm.ask(command{op: opCount}).n }

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	old := sm.ask(command{op: opLease, key: key})
	value := f(old.value, old.found)
	sm.ask(command{op: opReturn, key: key, value: value})
	return value
}
