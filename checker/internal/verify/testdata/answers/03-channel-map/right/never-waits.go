// right
// a front goroutine takes every command at once into a slice that grows and a second one, the owner, works it off, so Set and Remove never wait even while a callback runs.
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
	m map[string]any // only Run touches it
	c chan command
}

func NewMap() SharedMap {
	sm := SharedMap{m: make(map[string]any), c: make(chan command)}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	work := make(chan command)
	go sm.own(work)
	var line []command
	for {
		if len(line) == 0 {
			line = append(line, <-sm.c)
		}
		select {
		case cmd := <-sm.c:
			line = append(line, cmd)
		case work <- line[0]:
			line = line[1:]
		}
	}
}

func (sm SharedMap) own(work <-chan command) {
	for cmd := range work {
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
	return sm.ask(command{action: update, key: key, f: f}).value
}
