// wrong: update
// explain: panic
// Update stores only if the value is still what it read, by ==, so a key that holds NaN is never updated and Update goes round for ever (and a slice panics): "Update gives what is stored to f, stores what f returns".
package main

// The actions that a command can ask for.
const (
	set = iota
	get
	remove
	count
	swap
)

// SharedMap is a map that one goroutine owns; commands reach it through c.
type SharedMap struct {
	m map[string]any // only Run touches it
	c chan command
}

type command struct {
	key    string
	value  any
	old    answer // for swap: what was read
	action int
	result chan answer
}

type answer struct {
	value any
	found bool
	count int
}

func NewMap() SharedMap {
	sm := SharedMap{m: make(map[string]any), c: make(chan command)}
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
		case count:
			cmd.result <- answer{count: len(sm.m)}
		case swap:
			value, found := sm.m[cmd.key]
			same := found == cmd.old.found && value == cmd.old.value // bug
			if same {
				sm.m[cmd.key] = cmd.value
			}
			cmd.result <- answer{found: same}
		}
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
	return sm.ask(command{action: count}).count
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	for {
		old := sm.ask(command{action: get, key: key})
		value := f(old.value, old.found)
		if sm.ask(command{action: swap, key: key, value: value, old: old}).found {
			return value
		}
	}
}
