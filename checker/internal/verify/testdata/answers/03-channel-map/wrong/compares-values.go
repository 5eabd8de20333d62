// wrong: update
// Update stores only if the old value still compares equal, and == panics in the owner for a slice or a map; violates Update for the 'any' that a key may hold.
// explain: panic
package main

const (
	set = iota
	get
	remove
	count
	swap // value for was, if that is still there
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
	was    answer
	reply  chan answer
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
		case swap:
			old, found := sm.m[cmd.key]
			same := found == cmd.was.found && old == cmd.was.value // bug
			if same {
				sm.m[cmd.key] = cmd.value
			}
			cmd.reply <- answer{value: old, found: same}
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
	for {
		old, found := sm.Get(key)
		v := f(old, found)
		a := sm.ask(command{action: swap, key: key, value: v, was: answer{value: old, found: found}})
		if a.found {
			return v
		}
	}
}
