// wrong: update
// All maps of the program share 16 owners; where f uses another map that has the same owner, all stands still: f is only forbidden to call its own map.
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

type job struct {
	m   map[string]any
	cmd command
}

type SharedMap struct {
	id int
	m  map[string]any
}

var (
	owners [16]chan job
	ids    = make(chan int)
)

func init() {
	for i := range owners {
		owners[i] = make(chan job)
		go func() {
			for j := range owners[i] {
				j.cmd.result <- carryOut(j.m, j.cmd)
			}
		}()
	}
	go func() {
		for id := 0; ; id++ {
			ids <- id
		}
	}()
}

func NewMap() SharedMap {
	sm := SharedMap{<-ids, map[string]any{}}
	sm.Run()
	return sm
}

// Run has nothing to do: the owners run already.
func (sm SharedMap) Run() {}

func (sm SharedMap) ask(cmd command) reply {
	cmd.result = make(chan reply, 1)
	owners[sm.id%len(owners)] <- job{sm.m, cmd}
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
