// wrong: update
// Update calls f by itself and stores the result only if the version of the key is still the one that it read, or tries again; but versions of a key start again when it is removed and set again, so such a change is not noticed and is lost: "one step … also for keys that are removed and set again".
package main

// The actions that a command can ask for.
const (
	set = iota
	get
	remove
	count
	replace
)

type command struct {
	action  int
	key     string
	value   any
	version int
	result  chan<- answer
}

type answer struct {
	value   any
	version int // 0 where the key is missing
	count   int
	done    bool
}

// SharedMap is a map that one goroutine owns.
type SharedMap struct {
	m map[string]versioned // only Run touches it
	c chan command
}

func NewMap() SharedMap {
	sm := SharedMap{m: make(map[string]versioned), c: make(chan command)}
	go sm.Run()
	return sm
}

type versioned struct {
	value   any
	version int
}

func (sm SharedMap) Run() {
	for cmd := range sm.c {
		here := sm.m[cmd.key]
		a := answer{value: here.value, version: here.version}
		switch cmd.action {
		case set:
			sm.m[cmd.key] = versioned{cmd.value, here.version + 1}
		case remove:
			delete(sm.m, cmd.key) // bug
		case count:
			a.count = len(sm.m)
		case replace:
			if a.done = here.version == cmd.version; a.done {
				sm.m[cmd.key] = versioned{cmd.value, here.version + 1}
			}
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
	return a.value, a.version > 0
}

func (sm SharedMap) Remove(key string) {
	sm.ask(command{action: remove, key: key})
}

func (sm SharedMap) Count() int {
	return sm.ask(command{action: count}).count
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	for {
		a := sm.ask(command{action: get, key: key})
		value := f(a.value, a.version > 0)
		if sm.ask(command{action: replace, key: key, value: value, version: a.version}).done {
			return value
		}
	}
}
