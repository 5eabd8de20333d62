// right
// Reply channels are kept in a package-level free list and used again by other calls and other maps; a channel is free only after its one answer was taken out.
package main

type answer struct {
	value any
	found bool
}

// free holds reply channels that nobody uses.
var free = make(chan chan answer, 32)

func init() {
	for range cap(free) / 2 {
		free <- make(chan answer, 1)
	}
}

// SharedMap sends commands to the goroutine that owns m.
type SharedMap struct {
	m map[string]any
	c chan command
}

type command struct {
	carryOut func(cmd command, m map[string]any)
	key      string
	value    any
	change   func(old any, found bool) any
	result   chan<- answer
}

// NewMap returns an empty map.
func NewMap() SharedMap {
	sm := SharedMap{make(map[string]any), make(chan command, 4)}
	go sm.Run()
	return sm
}

// Run lets each command carry itself out.
func (sm SharedMap) Run() {
	for cmd := range sm.c {
		cmd.carryOut(cmd, sm.m)
	}
}

func doSet(cmd command, m map[string]any)    { m[cmd.key] = cmd.value }
func doRemove(cmd command, m map[string]any) { delete(m, cmd.key) }
func doCount(cmd command, m map[string]any)  { cmd.result <- answer{len(m), true} }

func doGet(cmd command, m map[string]any) {
	value, found := m[cmd.key]
	cmd.result <- answer{value, found}
}

func doUpdate(cmd command, m map[string]any) {
	old, found := m[cmd.key]
	m[cmd.key] = cmd.change(old, found)
	doGet(cmd, m)
}

func (sm SharedMap) ask(cmd command) answer {
	var result chan answer
	select {
	case result = <-free:
	default:
		result = make(chan answer, 1)
	}
	cmd.result = result
	sm.c <- cmd
	a := <-result
	select {
	case free <- result:
	default:
	}
	return a
}

func (sm SharedMap) Set(key string, value any) {
	sm.c <- command{carryOut: doSet, key: key, value: value}
}

func (sm SharedMap) Get(key string) (any, bool) {
	a := sm.ask(command{carryOut: doGet, key: key})
	return a.value, a.found
}

func (sm SharedMap) Remove(key string) {
	sm.c <- command{carryOut: doRemove, key: key}
}

func (sm SharedMap) Count() int {
	return sm.ask(command{carryOut: doCount}).value.(int)
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return sm.ask(command{carryOut: doUpdate, key: key, change: f}).value
}
