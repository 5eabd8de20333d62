// wrong: no-lock
// Count reads the map from the caller's goroutine, and a textproto.Pipeline (turns by number) is the lock that guards the map between it and the owner.
package main

import "net/textproto"

const (
	set = iota
	get
	remove
	update
)

// SharedMap is a map that one goroutine owns; the others send it commands.
type SharedMap struct {
	m map[string]any
	c chan command
	p *textproto.Pipeline // whose turn it is to touch m
}

type command struct {
	key    string
	value  any
	action int
	f      func(old any, found bool) any
	result chan answerOfMap
}

type answerOfMap struct {
	value any
	found bool
}

func NewMap() SharedMap {
	sm := SharedMap{
		m: make(map[string]any),
		c: make(chan command),
		p: new(textproto.Pipeline),
	}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	for cmd := range sm.c {
		turn := sm.p.Next()
		sm.p.StartRequest(turn)
		var a answerOfMap
		switch cmd.action {
		case set:
			sm.m[cmd.key] = cmd.value
		case get:
			a.value, a.found = sm.m[cmd.key]
		case remove:
			delete(sm.m, cmd.key)
		case update:
			old, found := sm.m[cmd.key]
			a = answerOfMap{cmd.f(old, found), true}
			sm.m[cmd.key] = a.value
		}
		sm.p.EndRequest(turn)
		cmd.result <- a
	}
}

func (sm SharedMap) Set(key string, value any) {
	sm.ask(command{action: set, key: key, value: value})
}

func (sm SharedMap) Get(key string) (any, bool) {
	a := sm.ask(command{action: get, key: key})
	return a.value, a.found
}

func (sm SharedMap) Remove(key string) {
	sm.ask(command{action: remove, key: key})
}

func (sm SharedMap) Count() int {
	turn := sm.p.Next()
	sm.p.StartRequest(turn)
	defer sm.p.EndRequest(turn)
	return len(sm.m)
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return sm.ask(command{action: update, key: key, f: f}).value
}

func (sm SharedMap) ask(cmd command) answerOfMap {
	cmd.result = make(chan answerOfMap)
	sm.c <- cmd
	return <-cmd.result
}
