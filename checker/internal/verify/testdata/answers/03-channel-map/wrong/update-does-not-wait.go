// wrong: update
// "The new value can be worked out twice": the caller computes its own result from an older value.
// explain: data-race
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
		switch cmd.action {
		case set:
			sm.m[cmd.key] = cmd.value
		case get:
			value, found := sm.m[cmd.key]
			cmd.result <- lookup{value, found}
		case remove:
			delete(sm.m, cmd.key)
		case count:
			cmd.result <- len(sm.m)
		case update:
			sm.change(cmd.key, cmd.value.(func(old any, found bool) any))
		}
	}
}

func (sm SharedMap) change(key string, f func(old any, found bool) any) any {
	old, found := sm.m[key]
	value := f(old, found) // bug: it runs in the owner and in the caller
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
	old, found := sm.Get(key)
	sm.c <- command{action: update, key: key, value: f}
	return f(old, found)
}
