// right
// Update's f runs in the caller's goroutine: the owner lends the old value and takes no other command until the new one comes back, or nothing where f panics.
package main

const (
	set = iota
	get
	remove
	count
	update
)

type SharedMap struct {
	m map[string]any // only Run touches it
	c chan command
}

type command struct {
	key    string
	value  any
	action int
	result chan<- content
	back   <-chan content
}

type content struct {
	value any
	there bool
}

func NewMap() SharedMap {
	sm := SharedMap{m: make(map[string]any), c: make(chan command)}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	for cmd := range sm.c {
		value, there := sm.m[cmd.key]
		switch cmd.action {
		case set:
			sm.m[cmd.key] = cmd.value
		case remove:
			delete(sm.m, cmd.key)
		case count:
			cmd.result <- content{value: len(sm.m)}
		case get:
			cmd.result <- content{value, there}
		case update:
			cmd.result <- content{value, there}
			if made := <-cmd.back; made.there {
				sm.m[cmd.key] = made.value
			}
		}
	}
}

func (sm SharedMap) Set(key string, value any) {
	sm.c <- command{action: set, key: key, value: value}
}

func (sm SharedMap) Get(key string) (any, bool) {
	result := make(chan content)
	sm.c <- command{action: get, key: key, result: result}
	r := <-result
	return r.value, r.there
}

func (sm SharedMap) Remove(key string) {
	sm.c <- command{action: remove, key: key}
}

func (sm SharedMap) Count() int {
	result := make(chan content)
	sm.c <- command{action: count, result: result}
	return (<-result).value.(int)
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	result, back := make(chan content), make(chan content)
	sm.c <- command{action: update, key: key, result: result, back: back}
	lent := <-result
	var made content
	defer func() { back <- made }()
	value := f(lent.value, lent.there)
	made = content{value, true}
	return value
}
