// wrong: reply
// The mark that stands for a missing key is a pointer to a struct{}, and all pointers to zero-size variables on the heap are equal, so Get of a key that holds a user's own new(struct{}) gives (nil, false) where (value, true) is due.
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
	result chan<- any
}

// SharedMap is a map that one goroutine owns.
type SharedMap struct {
	m       map[string]any // only Run touches it
	c       chan command
	missing *struct{} // the answer to a get that finds nothing; nobody else has this pointer
}

// NewMap returns an empty map, and starts the goroutine that owns it.
func NewMap() SharedMap {
	sm := SharedMap{
		m:       make(map[string]any),
		c:       make(chan command),
		missing: new(struct{}), // bug
	}
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
				cmd.result <- value
			} else {
				cmd.result <- sm.missing
			}
		case remove:
			delete(sm.m, cmd.key)
		case count:
			cmd.result <- len(sm.m)
		case update:
			old, found := sm.m[cmd.key]
			value := cmd.f(old, found)
			sm.m[cmd.key] = value
			cmd.result <- value
		}
	}
}

func (sm SharedMap) Set(key string, value any) {
	sm.c <- command{action: set, key: key, value: value}
}

func (sm SharedMap) Get(key string) (any, bool) {
	result := make(chan any)
	sm.c <- command{action: get, key: key, result: result}
	value := <-result
	if value == any(sm.missing) {
		return nil, false
	}
	return value, true
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
	sm.c <- command{action: update, key: key, f: f, result: result}
	return <-result
}
