// wrong: count
// Removals are only noted down and swept sixteen at a time, and Count takes off as many as are noted, also a key that was set again since: "exact", "also for keys that are removed and set again".
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
	m map[string]any // only Run touches it
	c chan command
}

func NewMap() SharedMap {
	sm := SharedMap{m: make(map[string]any), c: make(chan command)}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	dead := map[string]bool{}
	var sweep []string
	for cmd := range sm.c {
		var a answer
		a.value, a.found = sm.m[cmd.key]
		if dead[cmd.key] {
			a.value, a.found = nil, false
		}
		switch cmd.action {
		case set:
			sm.m[cmd.key] = cmd.value
			delete(dead, cmd.key)
		case remove:
			if a.found {
				dead[cmd.key] = true
				sweep = append(sweep, cmd.key)
			}
			if len(sweep) == 16 {
				for _, key := range sweep {
					if dead[key] {
						delete(sm.m, key)
					}
				}
				clear(dead)
				sweep = sweep[:0]
			}
		case count:
			a.count = len(sm.m) - len(sweep) // bug
		case update:
			a.value = cmd.change(a.value, a.found)
			sm.m[cmd.key] = a.value
			delete(dead, cmd.key)
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
	return sm.ask(command{action: update, key: key, change: f}).value
}
