// wrong: remove
// Removed keys are only marked, and purged after 200 removals if their version is still the same; but a key that is set again begins at version 1 again, and goes with them.
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

type entry struct {
	value   any
	version int
	dead    bool
}

type grave struct {
	key     string
	version int
}

func (sm SharedMap) Run() {
	m := map[string]*entry{}
	var graves []grave
	live := 0
	put := func(key string, value any) {
		e := m[key]
		if e == nil || e.dead {
			e = &entry{}
			m[key] = e
			live++
		}
		e.value = value
		e.version++
	}
	look := func(key string) (any, bool) {
		if e := m[key]; e != nil && !e.dead {
			return e.value, true
		}
		return nil, false
	}
	for cmd := range sm.c {
		var r reply
		switch cmd.op {
		case opSet:
			put(cmd.key, cmd.value)
		case opGet:
			r.value, r.found = look(cmd.key)
		case opRemove:
			if e := m[cmd.key]; e != nil && !e.dead {
				e.dead, e.value = true, nil
				live--
				graves = append(graves, grave{cmd.key, e.version})
			}
			if len(graves) == 200 {
				for _, g := range graves {
					if e := m[g.key]; e != nil && e.version == g.version {
						delete(m, g.key)
					}
				}
				graves = nil
			}
		case opCount:
			r.n = live
		case opUpdate:
			r.value = cmd.f(look(cmd.key))
			put(cmd.key, r.value)
		}
		cmd.result <- r
	}
}
