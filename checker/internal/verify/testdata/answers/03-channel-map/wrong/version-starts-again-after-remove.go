// wrong: update
// Update stores only if the key's version is still the one it read, but Remove and Set start the versions again, so an old value can win: one step, "also for keys that are removed and set again".
package main

// The actions that a command can ask for.
const (
	set = iota
	get
	remove
	count
	lend // for Update: the value and its version
	swap // for Update: a new value, if the version is still the same
)

// SharedMap is a map that one goroutine owns; commands reach it through c.
type SharedMap struct {
	m map[string]entry // only Run touches it
	c chan command
}

type entry struct {
	value   any
	version int
}

type command struct {
	key     string
	value   any
	version int
	action  int
	result  chan answer
}

type answer struct {
	entry
	found bool
	count int
}

func NewMap() SharedMap {
	sm := SharedMap{m: make(map[string]entry), c: make(chan command)}
	go sm.Run()
	return sm
}

// Run carries out the commands, one after the other.
func (sm SharedMap) Run() {
	for cmd := range sm.c {
		e, found := sm.m[cmd.key]
		switch cmd.action {
		case set:
			sm.m[cmd.key] = entry{cmd.value, e.version + 1}
		case get, lend:
			cmd.result <- answer{entry: e, found: found}
		case remove:
			delete(sm.m, cmd.key) // bug
		case count:
			cmd.result <- answer{count: len(sm.m)}
		case swap:
			same := e.version == cmd.version
			if same {
				sm.m[cmd.key] = entry{cmd.value, e.version + 1}
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
		now := sm.ask(command{action: lend, key: key})
		value := f(now.value, now.found)
		if sm.ask(command{action: swap, key: key, value: value, version: now.version}).found {
			return value
		}
	}
}
