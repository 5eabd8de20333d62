// right
// the owner always offers the present count on a channel beside the commands, so Count sends nothing and only receives.
package main

const (
	set = iota
	get
	remove
	update
)

type answer struct {
	value any
	found bool
}

type command struct {
	action int
	key    string
	value  any
	f      func(old any, found bool) any
	reply  chan answer
}

type SharedMap struct {
	m map[string]any // only Run touches it
	c chan command
	n chan int // the count, for whoever wants it
}

func NewMap() SharedMap {
	sm := SharedMap{m: make(map[string]any), c: make(chan command), n: make(chan int)}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	for {
		var cmd command
		select {
		case cmd = <-sm.c:
		case sm.n <- len(sm.m):
			continue
		}
		switch cmd.action {
		case set:
			sm.m[cmd.key] = cmd.value
		case get:
			v, ok := sm.m[cmd.key]
			cmd.reply <- answer{value: v, found: ok}
		case remove:
			delete(sm.m, cmd.key)
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
	return <-sm.n
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return sm.ask(command{action: update, key: key, f: f}).value
}
