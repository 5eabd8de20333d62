// right
// Reply channels are used again, by every map of the package: a package-level buffered channel holds the idle ones.
package main

const (
	set = iota
	get
	remove
	count
	update
)

type lookup struct {
	value any
	found bool
}

type command struct {
	key    string
	value  any
	f      func(old any, found bool) any
	action int
	result chan lookup
}

// idle holds reply channels that are empty and that nobody uses at the moment.
var idle = make(chan chan lookup, 16)

// SharedMap is a map that one goroutine owns.
type SharedMap struct {
	m map[string]any // only Run touches it
	c chan command
}

// NewMap returns an empty map, and starts the goroutine that owns it.
func NewMap() SharedMap {
	sm := SharedMap{m: map[string]any{}, c: make(chan command)}
	go sm.Run()
	return sm
}

// Run carries the commands out, and sends exactly one answer for each.
func (sm SharedMap) Run() {
	for cmd := range sm.c {
		var answer lookup
		switch cmd.action {
		case set:
			sm.m[cmd.key] = cmd.value
		case get:
			answer.value, answer.found = sm.m[cmd.key]
		case remove:
			delete(sm.m, cmd.key)
		case count:
			answer.value = len(sm.m)
		case update:
			old, found := sm.m[cmd.key]
			answer.value = cmd.f(old, found)
			sm.m[cmd.key] = answer.value
		}
		cmd.result <- answer
	}
}

// ask sends a command and waits for its one answer; only then is the channel idle again.
func (sm SharedMap) ask(cmd command) lookup {
	select {
	case cmd.result = <-idle:
	default:
		cmd.result = make(chan lookup, 1)
	}
	sm.c <- cmd
	answer := <-cmd.result
	select {
	case idle <- cmd.result:
	default: // there are enough
	}
	return answer
}

func (sm SharedMap) Set(key string, value any) { sm.ask(command{action: set, key: key, value: value}) }

func (sm SharedMap) Get(key string) (any, bool) {
	answer := sm.ask(command{action: get, key: key})
	return answer.value, answer.found
}

func (sm SharedMap) Remove(key string) { sm.ask(command{action: remove, key: key}) }

func (sm SharedMap) Count() int { return sm.ask(command{action: count}).value.(int) }

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return sm.ask(command{action: update, key: key, f: f}).value
}
