// wrong: no-lock
// Set puts its command back for use again as soon as it is sent, while the owner still reads it; violates 'no race', and another call's key or value may be stored.
// explain: data-race unguarded-variable
// explain: data-race
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
	f      func(old any, found bool) any
	reply  chan answer
}

type SharedMap struct {
	m    map[string]any // only Run touches it
	c    chan *command
	free chan *command
}

func NewMap() SharedMap {
	sm := SharedMap{m: make(map[string]any), c: make(chan *command), free: make(chan *command, 8)}
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
			v := cmd.f(old, found)
			sm.m[cmd.key] = v
			cmd.reply <- answer{value: v}
		}
	}
}

func (sm SharedMap) ask(cmd command) answer {
	cmd.reply = make(chan answer, 1)
	sm.c <- &cmd
	return <-cmd.reply
}

func (sm SharedMap) Set(key string, value any) {
	var cmd *command
	select {
	case cmd = <-sm.free:
	default:
		cmd = new(command)
	}
	cmd.action, cmd.key, cmd.value = set, key, value // bug
	sm.c <- cmd
	select {
	case sm.free <- cmd:
	default:
	}
}

func (sm SharedMap) Get(key string) (any, bool) {
	a := sm.ask(command{action: get, key: key})
	return a.value, a.found
}

func (sm SharedMap) Remove(key string) {
	sm.c <- &command{action: remove, key: key}
}

func (sm SharedMap) Count() int {
	return sm.ask(command{action: count}).n
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return sm.ask(command{action: update, key: key, f: f}).value
}
