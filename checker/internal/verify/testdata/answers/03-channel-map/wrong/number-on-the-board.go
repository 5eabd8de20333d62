// wrong: count
// The owner pins the number of keys to a board (a channel of one place) after each command, but a Set has returned before that: a Count that comes at once reads the old number ("exact", one step each).
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
	board chan int // the number of keys
}

func NewMap() SharedMap {
	sm := SharedMap{make(map[string]any), make(chan command), make(chan int, 1)}
	sm.board <- 0
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
		case update:
			a.value = cmd.change(a.value, a.found)
			sm.m[cmd.key] = a.value
		}
		<-sm.board
		sm.board <- len(sm.m)
		if cmd.result != nil {
			cmd.result <- a
		}
	}
}

func (sm SharedMap) ask(cmd command) answer {
	result := make(chan answer, 1)
	cmd.result = result
	sm.c <- cmd
	return <-result
}

func (sm SharedMap) Set(key string, value any) {
	sm.c <- command{action: set, key: key, value: value}
}

func (sm SharedMap) Get(key string) (any, bool) {
	a := sm.ask(command{action: get, key: key})
	return a.value, a.found
}

func (sm SharedMap) Remove(key string) {
	sm.ask(command{action: remove, key: key})
}

func (sm SharedMap) Count() int {
	n := <-sm.board // bug
	sm.board <- n
	return n
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return sm.ask(command{action: update, key: key, change: f}).value
}
