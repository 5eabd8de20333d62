// right
// The owner gives readers the present edition of the map itself, never to be written again; writers get a new edition where the old one was given away.
package main

import "maps"

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
	c       chan command
	edition chan map[string]any
}

func NewMap() SharedMap {
	sm := SharedMap{make(chan command), make(chan map[string]any)}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	m, out := map[string]any{}, false
	for {
		select {
		case sm.edition <- m:
			out = true
		case cmd := <-sm.c:
			if out {
				m, out = maps.Clone(m), false
			}
			cmd.result <- carryOut(m, cmd)
		}
	}
}

func (sm SharedMap) write(cmd command) reply {
	cmd.result = make(chan reply)
	sm.c <- cmd
	return <-cmd.result
}

func (sm SharedMap) Set(key string, value any) { sm.write(command{op: opSet, key: key, value: value}) }

func (sm SharedMap) Get(key string) (any, bool) {
	value, found := (<-sm.edition)[key]
	return value, found
}

func (sm SharedMap) Remove(key string) { sm.write(command{op: opRemove, key: key}) }

func (sm SharedMap) Count() int { return len(<-sm.edition) }

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return sm.write(command{op: opUpdate, key: key, f: f}).value
}
