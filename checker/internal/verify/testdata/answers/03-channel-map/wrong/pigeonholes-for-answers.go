// wrong: reply
// Answers lie in one of eight pigeonholes chosen by the key, so two calls at once for different keys can take each other's answer: "what is Set can be got", with found of the right key.
package main

// The actions that a command can ask for.
const (
	set = iota
	get
	remove
	count
	update
)

type command struct {
	action int
	key    string
	value  any
	change func(old any, found bool) any
	result chan<- answer
}

type answer struct {
	value any
	found bool
	count int
}

// SharedMap is a map that one goroutine owns.
type SharedMap struct {
	m     map[string]any // only Run touches it
	c     chan command
	holes [8]chan answer
}

func NewMap() SharedMap {
	sm := SharedMap{m: make(map[string]any), c: make(chan command)}
	for i := range sm.holes {
		sm.holes[i] = make(chan answer, 1)
	}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	for cmd := range sm.c {
		var a answer
		a.value, a.found = sm.m[cmd.key]
		switch cmd.action {
		case set:
			sm.m[cmd.key] = cmd.value
		case remove:
			delete(sm.m, cmd.key)
		case count:
			a.count = len(sm.m)
		case update:
			a.value = cmd.change(a.value, a.found)
			sm.m[cmd.key] = a.value
		}
		cmd.result <- a
	}
}

func (sm SharedMap) ask(cmd command) answer {
	result := make(chan answer, 1)
	cmd.result = result
	sm.c <- cmd
	return <-result
}

func (sm SharedMap) Set(key string, value any) {
	sm.ask(command{action: set, key: key, value: value})
}

func (sm SharedMap) Get(key string) (any, bool) {
	sum := 0
	for _, b := range []byte(key) {
		sum += int(b)
	}
	hole := sm.holes[sum%len(sm.holes)]
	sm.c <- command{action: get, key: key, result: hole}
	a := <-hole // bug
	return a.value, a.found
}

func (sm SharedMap) Remove(key string) {
	sm.ask(command{action: remove, key: key})
}

func (sm SharedMap) Count() int {
	return sm.ask(command{action: count}).count
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return sm.ask(command{action: update, key: key, change: f}).value
}
