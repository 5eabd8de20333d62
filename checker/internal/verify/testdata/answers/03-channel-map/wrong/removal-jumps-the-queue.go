// wrong: update
// While f runs in the caller's goroutine the owner lets calls for that key wait, all but Remove, which it carries out at once: the key that was removed meanwhile comes back with a value made of the old one ("nothing between read and write": "one step each").
package main

// The actions that a command can ask for.
const (
	set = iota
	get
	remove
	count
	begin
	end
)

type command struct {
	action int
	key    string
	value  any
	result chan<- answer
}

type answer struct {
	value any
	found bool
	count int
}

// SharedMap is a map that one goroutine owns.
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
	waiting := map[string][]command{} // calls for a key that is being updated
	for cmd := range sm.c {
		queue, busy := waiting[cmd.key]
		if busy && (cmd.action == set || cmd.action == get || cmd.action == begin) { // bug
			waiting[cmd.key] = append(queue, cmd)
			continue
		}
		sm.carryOut(cmd, waiting)
		if cmd.action != end {
			continue
		}
		delete(waiting, cmd.key)
		for i, next := range queue {
			sm.carryOut(next, waiting)
			if next.action == begin {
				waiting[cmd.key] = queue[i+1:]
				break
			}
		}
	}
}

func (sm SharedMap) carryOut(cmd command, waiting map[string][]command) {
	var a answer
	a.value, a.found = sm.m[cmd.key]
	switch cmd.action {
	case set, end:
		sm.m[cmd.key] = cmd.value
	case remove:
		delete(sm.m, cmd.key)
	case count:
		a.count = len(sm.m)
	case begin:
		waiting[cmd.key] = nil
	}
	cmd.result <- a
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
	a := sm.ask(command{action: begin, key: key})
	value := f(a.value, a.found)
	sm.ask(command{action: end, key: key, value: value})
	return value
}
