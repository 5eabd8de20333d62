// right
// The owner takes all commands that wait, sorts them by action and key, and carries them out in that order: all were in flight, so any order is one.
package main

import (
	"cmp"
	"slices"
)

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

func (sm SharedMap) Run() {
	m := map[string]any{}
	for first := range sm.c {
		batch := []command{first}
	more:
		for {
			select {
			case cmd := <-sm.c:
				batch = append(batch, cmd)
			default:
				break more
			}
		}
		slices.SortStableFunc(batch, func(a, b command) int {
			return cmp.Or(cmp.Compare(b.op, a.op), cmp.Compare(b.key, a.key))
		})
		answers := make([]reply, len(batch))
		for i, cmd := range batch {
			answers[i] = carryOut(m, cmd)
		}
		for i := len(batch) - 1; i >= 0; i-- {
			batch[i].result <- answers[i]
		}
	}
}
