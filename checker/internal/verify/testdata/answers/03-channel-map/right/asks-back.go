// right
// Update is a talk: the owner sends the old value, the caller runs f on its own goroutine and sends the new one, and the owner serves nobody meanwhile.
package main

const (
	set = iota
	get
	remove
	count
	update
)

type answer struct {
	value any
	found bool
	n     int
}

type command struct {
	action int
	key    string
	value  any
	reply  chan answer
	fresh  chan any // of an Update: what f returned
}

type SharedMap struct {
	m map[string]any // only Run touches it
	c chan command
}

func NewMap() SharedMap {
	sm := SharedMap{m: make(map[string]any), c: make(chan command)}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	for cmd := range sm.c {
		switch cmd.action {
		case set:
			sm.m[cmd.key] = cmd.value
		case get:
			v, ok := sm.m[cmd.key]
			cmd.reply <- answer{value: v, found: ok}
		case remove:
			delete(sm.m, cmd.key)
		case count:
			cmd.reply <- answer{n: len(sm.m)}
		case update:
			old, found := sm.m[cmd.key]
			cmd.reply <- answer{value: old, found: found}
			sm.m[cmd.key] = <-cmd.fresh
		}
	}
}

func (sm SharedMap) ask(cmd command) answer {
	cmd.reply = make(chan answer, 1)
	sm.c <- cmd
	return <-cmd.reply
}

func (sm SharedMap) Set(key string, value any) {
	sm.c <- command{action: set, key: key, value: value}
}

func (sm SharedMap) Get(key string) (any, bool) {
	a := sm.ask(command{action: get, key: key})
	return a.value, a.found
}

func (sm SharedMap) Remove(key string) {
	sm.c <- command{action: remove, key: key}
}

func (sm SharedMap) Count() int {
	return sm.ask(command{action: count}).n
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	fresh := make(chan any)
	a := sm.ask(command{action: update, key: key, fresh: fresh})
	v := f(a.value, a.found)
	fresh <- v
	return v
}
