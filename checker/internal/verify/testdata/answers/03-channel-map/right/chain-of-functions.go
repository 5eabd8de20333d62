// right
// The owner keeps a function that answers, each write wraps it in another one; after 100 of them it begins anew from a list of the keys.
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

type lookup func(key string) (any, bool)

func (sm SharedMap) Run() {
	nothing := func(string) (any, bool) { return nil, false }
	now, depth := lookup(nothing), 0
	var keys []string
	write := func(key string, value any, found bool) {
		_, had := now(key)
		before := now
		now = func(k string) (any, bool) {
			if k == key {
				return value, found
			}
			return before(k)
		}
		if found && !had {
			keys = append(keys, key)
		}
		if !found && had {
			for i, k := range keys {
				if k == key {
					keys = append(keys[:i:i], keys[i+1:]...)
					break
				}
			}
		}
		if depth++; depth >= 100 {
			table := map[string]any{}
			for _, k := range keys {
				table[k], _ = now(k)
			}
			now, depth = func(k string) (any, bool) { v, ok := table[k]; return v, ok }, 0
		}
	}
	for cmd := range sm.c {
		var r reply
		switch cmd.op {
		case opSet:
			write(cmd.key, cmd.value, true)
		case opGet:
			r.value, r.found = now(cmd.key)
		case opRemove:
			write(cmd.key, nil, false)
		case opCount:
			r.n = len(keys)
		case opUpdate:
			r.value = cmd.f(now(cmd.key))
			write(cmd.key, r.value, true)
		}
		cmd.result <- r
	}
}
