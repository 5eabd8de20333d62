// right
// The map is a local variable of a coroutine (iter.Pull) that Run resumes once for each command, and whose yields are the answers.
package main

import "iter"

type verb string

type command struct {
	verb   verb
	key    string
	value  any
	f      func(old any, found bool) any
	result chan answer
}

type answer struct {
	value any
	found bool
	count int
}

// SharedMap is the way to the owner.
type SharedMap struct {
	c chan command
}

// NewMap returns an empty map, and starts the goroutine that owns it.
func NewMap() SharedMap {
	sm := SharedMap{make(chan command)}
	go sm.Run()
	return sm
}

// Run takes each command to the table, and its answer back.
func (sm SharedMap) Run() {
	var cmd command
	next, stop := iter.Pull(table(&cmd))
	defer stop()
	for cmd = range sm.c {
		a, _ := next()
		cmd.result <- a
	}
}

// table yields the answer to the command that cmd holds whenever it is resumed.
func table(cmd *command) iter.Seq[answer] {
	return func(yield func(answer) bool) {
		m := map[string]any{}
		var a answer
		for ok := true; ok; ok = yield(a) {
			a = answer{}
			switch cmd.verb {
			case "set":
				m[cmd.key] = cmd.value
			case "remove":
				delete(m, cmd.key)
			case "update":
				a.value, a.found = m[cmd.key]
				a.value = cmd.f(a.value, a.found)
				m[cmd.key] = a.value
			case "get":
				a.value, a.found = m[cmd.key]
			case "count":
				a.count = len(m)
			}
		}
	}
}

func (sm SharedMap) do(cmd command) answer {
	cmd.result = make(chan answer)
	sm.c <- cmd
	return <-cmd.result
}

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) { sm.do(command{verb: "set", key: key, value: value}) }

// Get returns what is stored under key, and whether anything is.
func (sm SharedMap) Get(key string) (any, bool) {
	a := sm.do(command{verb: "get", key: key})
	return a.value, a.found
}

// Remove takes key out of the map.
func (sm SharedMap) Remove(key string) { sm.do(command{verb: "remove", key: key}) }

// Count returns how many keys the map has.
func (sm SharedMap) Count() int { return sm.do(command{verb: "count"}).count }

// Update stores what f makes of what is there, and returns it.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return sm.do(command{verb: "update", key: key, f: f}).value
}
