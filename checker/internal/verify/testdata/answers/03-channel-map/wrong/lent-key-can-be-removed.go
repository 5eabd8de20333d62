// wrong: update
// While a key is lent to an Update the owner lets sets and updates of it wait, but not Remove, so Remove comes between reading and writing: "nothing may come between".
package main

// The actions that a command can ask for.
const (
	set = iota
	get
	remove
	count
	update
	giveBack // the end of an update
)

// SharedMap is a map that one goroutine owns; commands reach it through c.
type SharedMap struct {
	m map[string]any // only Run touches it
	c chan command
}

type command struct {
	key    string
	value  any
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

// Run carries out the commands. A key is lent to one Update at a time; what
// comes for it meanwhile waits in a queue.
func (sm SharedMap) Run() {
	lent := make(map[string][]command)
	for cmd := range sm.c {
		queue, busy := lent[cmd.key]
		if busy && (cmd.action == set || cmd.action == update) { // bug
			lent[cmd.key] = append(queue, cmd)
			continue
		}
		if cmd.action != giveBack {
			sm.do(cmd, lent)
			continue
		}
		delete(lent, cmd.key)
		sm.m[cmd.key] = cmd.value
		cmd.result <- answer{}
		for len(queue) > 0 {
			if _, busy := lent[cmd.key]; busy {
				lent[cmd.key] = queue
				break
			}
			sm.do(queue[0], lent)
			queue = queue[1:]
		}
	}
}

func (sm SharedMap) do(cmd command, lent map[string][]command) {
	value, found := sm.m[cmd.key]
	switch cmd.action {
	case set:
		sm.m[cmd.key] = cmd.value
		cmd.result <- answer{}
	case get:
		cmd.result <- answer{value: value, found: found}
	case remove:
		delete(sm.m, cmd.key)
		cmd.result <- answer{}
	case count:
		cmd.result <- answer{count: len(sm.m)}
	case update:
		lent[cmd.key] = nil
		cmd.result <- answer{value: value, found: found}
	}
}

// ask sends a command and waits for its answer.
func (sm SharedMap) ask(cmd command) answer {
	cmd.result = make(chan answer)
	sm.c <- cmd
	return <-cmd.result
}

func (sm SharedMap) Set(key string, value any) {
	sm.ask(command{action: set, key: key, value: value})
}

func (sm SharedMap) Get(key string) (any, bool) {
	a := sm.ask(command{action: get, key: key})
	return a.value, a.found
}

func (sm SharedMap) Remove(key string) {
	sm.ask(command{action: remove, key: key})
}

func (sm SharedMap) Count() int {
	return sm.ask(command{action: count}).count
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	old := sm.ask(command{action: update, key: key})
	value := f(old.value, old.found)
	sm.ask(command{action: giveBack, key: key, value: value})
	return value
}
