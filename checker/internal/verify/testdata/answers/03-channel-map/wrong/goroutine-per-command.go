// wrong: run
// "A slow command must not hold up the others": each command gets a goroutine, and all of them write one map.
// explain: data-race shared-map
// explain: map-fatal shared-map
package main

const (
	set = iota
	get
	remove
	count
	update
)

type SharedMap struct {
	m map[string]any
	c chan command
}

type command struct {
	key    string
	value  any
	action int
	result chan<- any
}

type lookup struct {
	value any
	found bool
}

func NewMap() SharedMap {
	sm := SharedMap{
		m: make(map[string]any),
		c: make(chan command),
	}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	for cmd := range sm.c {
		go sm.carryOut(cmd) // bug
	}
}

func (sm SharedMap) carryOut(cmd command) {
	{
		switch cmd.action {
		case set:
			sm.m[cmd.key] = cmd.value // bug
		case get:
			value, found := sm.m[cmd.key] // bug
			cmd.result <- lookup{value, found}
		case remove:
			delete(sm.m, cmd.key)
		case count:
			cmd.result <- len(sm.m)
		case update:
			cmd.result <- sm.change(cmd.key, cmd.value.(func(old any, found bool) any))
		}
	}
}

func (sm SharedMap) change(key string, f func(old any, found bool) any) any {
	old, found := sm.m[key]
	value := f(old, found)
	sm.m[key] = value
	return value
}

func (sm SharedMap) Set(key string, value any) {
	sm.c <- command{action: set, key: key, value: value}
}

func (sm SharedMap) Get(key string) (any, bool) {
	result := make(chan any)
	sm.c <- command{action: get, key: key, result: result}
	answer := (<-result).(lookup)
	return answer.value, answer.found
}

func (sm SharedMap) Remove(key string) {
	sm.c <- command{action: remove, key: key}
}

func (sm SharedMap) Count() int {
	result := make(chan any)
	sm.c <- command{action: count, result: result}
	return (<-result).(int)
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	result := make(chan any)
	sm.c <- command{action: update, key: key, value: f, result: result}
	return <-result
}
