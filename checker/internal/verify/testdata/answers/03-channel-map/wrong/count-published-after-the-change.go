// wrong: count
// Run publishes the count after it has taken a command, so a Count right after Set can get the number from before: it must be "exact".
package main

// The actions that a command can ask for.
const (
	set = iota
	get
	remove
	update
)

// SharedMap is a map that one goroutine owns; commands reach it through c.
type SharedMap struct {
	m map[string]any // only Run touches it
	c chan command
	n chan int // holds the count that was published last
}

type command struct {
	key    string
	value  any
	f      func(old any, found bool) any
	action int
	result chan answer
}

type answer struct {
	value any
	found bool
	count int
}

func NewMap() SharedMap {
	sm := SharedMap{m: make(map[string]any), c: make(chan command), n: make(chan int, 1)}
	sm.n <- 0
	go sm.Run()
	return sm
}

// Run carries out the commands, one after the other.
func (sm SharedMap) Run() {
	for cmd := range sm.c {
		switch cmd.action {
		case set:
			sm.m[cmd.key] = cmd.value
		case get:
			value, found := sm.m[cmd.key]
			cmd.result <- answer{value: value, found: found}
		case remove:
			delete(sm.m, cmd.key)
		case update:
			old, found := sm.m[cmd.key]
			value := cmd.f(old, found)
			sm.m[cmd.key] = value
			cmd.result <- answer{value: value, found: true}
		}
		<-sm.n
		sm.n <- len(sm.m) // bug
	}
}

// ask sends a command and waits for its answer.
func (sm SharedMap) ask(cmd command) answer {
	cmd.result = make(chan answer)
	sm.c <- cmd
	return <-cmd.result
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
	n := <-sm.n
	sm.n <- n
	return n
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return sm.ask(command{action: update, key: key, f: f}).value
}
