// wrong: reply
// explain: assertion sender-gone
// Get starts a goroutine that waits for a value; where the key is missing the owner closes another channel and the goroutine waits for ever: "A function that has returned has left no goroutine of its own behind".
package main

// The actions that a command can ask for.
const (
	set = iota
	get
	remove
	count
	update
)

// SharedMap is a map that one goroutine owns; commands reach it through c.
type SharedMap struct {
	m map[string]any // only Run touches it
	c chan command
}

type command struct {
	key     string
	value   any
	f       func(old any, found bool) any
	action  int
	result  chan answer
	missing chan struct{} // for get: closed where there is no such key
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
			if value, found := sm.m[cmd.key]; found {
				cmd.result <- answer{value: value, found: true}
			} else {
				close(cmd.missing)
			}
		case remove:
			delete(sm.m, cmd.key)
		case count:
			cmd.result <- answer{count: len(sm.m)}
		case update:
			old, found := sm.m[cmd.key]
			value := cmd.f(old, found)
			sm.m[cmd.key] = value
			cmd.result <- answer{value: value, found: true}
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
	missing, got := make(chan struct{}), make(chan any)
	go func() {
		got <- sm.get(key, missing) // bug
	}()
	select {
	case value := <-got:
		return value, true
	case <-missing:
		return nil, false
	}
}

func (sm SharedMap) get(key string, missing chan struct{}) any {
	return sm.ask(command{action: get, key: key, missing: missing}).value
}

func (sm SharedMap) Remove(key string) {
	sm.c <- command{action: remove, key: key}
}

func (sm SharedMap) Count() int {
	return sm.ask(command{action: count}).count
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return sm.ask(command{action: update, key: key, f: f}).value
}
