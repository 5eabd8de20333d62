// wrong: run
// A clerk lets a Get join one of the same key that is on its way, though that one may have read before a Set that has returned meanwhile: what is Set can be got.
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
	c    chan command
	desk chan command
}

func NewMap() SharedMap {
	sm := SharedMap{make(chan command), make(chan command)}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	go sm.clerk()
	m := map[string]any{}
	for cmd := range sm.c {
		cmd.result <- carryOut(m, cmd)
	}
}

type landed struct {
	key string
	r   reply
}

func (sm SharedMap) clerk() {
	flights := map[string][]chan reply{}
	back := make(chan landed)
	for {
		select {
		case cmd := <-sm.desk:
			waiting, flying := flights[cmd.key]
			flights[cmd.key] = append(waiting, cmd.result)
			if !flying {
				go func() {
					result := make(chan reply, 1)
					sm.c <- command{op: opGet, key: cmd.key, result: result}
					back <- landed{cmd.key, <-result}
				}()
			}
		case l := <-back:
			for _, result := range flights[l.key] {
				result <- l.r
			}
			delete(flights, l.key)
		}
	}
}

func (sm SharedMap) ask(cmd command) reply {
	cmd.result = make(chan reply, 1)
	if cmd.op == opGet {
		sm.desk <- cmd
	} else {
		sm.c <- cmd
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
