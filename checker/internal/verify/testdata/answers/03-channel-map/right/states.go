// right
// The owner is a chain of state functions; a lender channel hands each caller a channel of its own.
package main

type SharedMap struct {
	m map[string]any
	c chan command
	l chan chan command
}

type command struct {
	key    string
	value  any
	f      func(old any, found bool) any
	action byte
	result chan reply
}

type reply struct {
	value any
	found bool
	count int
}

type state func() state

func NewMap() SharedMap {
	sm := SharedMap{map[string]any{}, nil, make(chan chan command)}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	var idle, busy state
	var line chan command
	idle = func() state {
		line = make(chan command)
		sm.l <- line
		return busy
	}
	busy = func() state {
		cmd := <-line
		cmd.result <- sm.one(cmd)
		return idle
	}
	for s := idle; s != nil; {
		s = s()
	}
}

func (sm SharedMap) one(cmd command) (r reply) {
	switch cmd.action {
	case 's':
		sm.m[cmd.key] = cmd.value
	case 'r':
		delete(sm.m, cmd.key)
	case 'g':
		r.value, r.found = sm.m[cmd.key]
	case 'c':
		r.count = len(sm.m)
	case 'u':
		old, found := sm.m[cmd.key]
		r.value = cmd.f(old, found)
		sm.m[cmd.key] = r.value
	}
	return r
}

func (sm SharedMap) ask(cmd command) reply {
	cmd.result = make(chan reply)
	line := <-sm.l
	line <- cmd
	return <-cmd.result
}

func (sm SharedMap) Set(key string, value any) { sm.ask(command{action: 's', key: key, value: value}) }
func (sm SharedMap) Get(key string) (any, bool) {
	r := sm.ask(command{action: 'g', key: key})
	return r.value, r.found
}
func (sm SharedMap) Remove(key string) { sm.ask(command{action: 'r', key: key}) }
func (sm SharedMap) Count() int        { return sm.ask(command{action: 'c'}).count }
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return sm.ask(command{action: 'u', key: key, f: f}).value
}
