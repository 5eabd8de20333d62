// wrong: remove
// explain: assertion receiver-gone
// The owner leaves an answer that nobody is listening for yet to a goroutine, and Remove never listens for its own, so every Remove leaves a goroutine behind for ever: a function that has returned has left no goroutine of its own behind.
package main

const (
	set = iota
	get
	remove
	count
	update
)

type command struct {
	key    string
	value  any
	f      func(old any, found bool) any
	action int
	result chan lookup
}

type lookup struct {
	value any
	found bool
}

// SharedMap is a map that one goroutine owns.
type SharedMap struct {
	m map[string]any // only Run touches it
	c chan command
}

// NewMap returns an empty map, and starts the goroutine that owns it.
func NewMap() SharedMap {
	sm := SharedMap{m: make(map[string]any), c: make(chan command)}
	go sm.Run()
	return sm
}

// Run carries out the commands, one after the other, and answers those that want it.
func (sm SharedMap) Run() {
	for cmd := range sm.c {
		var answer lookup
		switch cmd.action {
		case set:
			sm.m[cmd.key] = cmd.value
		case get:
			answer.value, answer.found = sm.m[cmd.key]
		case remove:
			_, answer.found = sm.m[cmd.key]
			delete(sm.m, cmd.key)
		case count:
			answer.value = len(sm.m)
		case update:
			old, found := sm.m[cmd.key]
			answer = lookup{cmd.f(old, found), true}
			sm.m[cmd.key] = answer.value
		}
		if cmd.result == nil {
			continue
		}
		select {
		case cmd.result <- answer:
		default: // the caller is slow; the others must not wait for it
			go func() { cmd.result <- answer }()
		}
	}
}

func (sm SharedMap) send(cmd command) <-chan lookup {
	cmd.result = make(chan lookup)
	sm.c <- cmd
	return cmd.result
}

func (sm SharedMap) Set(key string, value any) {
	sm.c <- command{action: set, key: key, value: value}
}

func (sm SharedMap) Get(key string) (any, bool) {
	answer := <-sm.send(command{action: get, key: key})
	return answer.value, answer.found
}

// Remove takes key out of the map, whether it is there or not.
func (sm SharedMap) Remove(key string) {
	sm.send(command{action: remove, key: key}) // bug
}

func (sm SharedMap) Count() int {
	return (<-sm.send(command{action: count})).value.(int)
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return (<-sm.send(command{action: update, key: key, f: f})).value
}
