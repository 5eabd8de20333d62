// wrong: run
// an Update is a Set whose value is the callback, so a function of that type that somebody stores is called instead of kept; violates 'what is Set can be got'.
package main

const (
	set = iota
	get
	remove
	count
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
			if f, ok := cmd.value.(func(old any, found bool) any); ok {
				old, found := sm.m[cmd.key]
				cmd.value = f(old, found)
			}
			sm.m[cmd.key] = cmd.value
			cmd.reply <- answer{value: cmd.value}
		case get:
			v, ok := sm.m[cmd.key]
			cmd.reply <- answer{value: v, found: ok}
		case remove:
			delete(sm.m, cmd.key)
		case count:
			cmd.reply <- answer{n: len(sm.m)}
		}
	}
}

func (sm SharedMap) ask(cmd command) answer {
	cmd.reply = make(chan answer, 1)
	sm.c <- cmd
	return <-cmd.reply
}

func (sm SharedMap) Set(key string, value any) {
	sm.ask(command{action: set, key: key, value: value})
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
	return sm.ask(command{action: set, key: key, value: f}).value
}
