// wrong: remove
// removals have a channel of their own beside the buffered one, so a Remove can be carried out before the Set that came before it; violates 'removed keys are gone'.
package main

const (
	set = iota
	get
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
	r chan string // keys to remove
}

func NewMap() SharedMap {
	sm := SharedMap{m: make(map[string]any), c: make(chan command, 16), r: make(chan string)}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	for {
		var cmd command
		select {
		case key := <-sm.r:
			delete(sm.m, key)
			continue
		case cmd = <-sm.c:
		}
		switch cmd.action {
		case set:
			sm.m[cmd.key] = cmd.value
		case get:
			v, ok := sm.m[cmd.key]
			cmd.reply <- answer{value: v, found: ok}
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
	sm.r <- key
}

func (sm SharedMap) Count() int {
	return sm.ask(command{action: count}).n
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return sm.ask(command{action: update, key: key, f: f}).value
}
