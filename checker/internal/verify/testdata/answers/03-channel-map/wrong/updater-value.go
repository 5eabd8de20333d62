// wrong: run
// Set and Update send the same command, and the owner tells them apart by the type of the value, so a value that is itself a func(any, bool) any is called where Set should store it, and what is Set can not be got.
package main

// command puts something under a key, looks it up, takes it out, or counts.
type command struct {
	put, remove, count bool
	key                string
	value              any // or the function that makes it of the old one
	result             chan result
}

type result struct {
	value any
	found bool
	count int
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

// Run carries out the commands, one after the other.
func (sm SharedMap) Run() {
	for cmd := range sm.c {
		switch {
		case cmd.put:
			sm.put(cmd.key, cmd.value)
		case cmd.remove:
			delete(sm.m, cmd.key)
		}
		value, found := sm.m[cmd.key]
		cmd.result <- result{value, found, len(sm.m)}
	}
}

// put stores the value, or what its function makes of the old one.
func (sm SharedMap) put(key string, value any) {
	if f, ok := value.(func(old any, found bool) any); ok { // bug
		old, found := sm.m[key]
		value = f(old, found)
	}
	sm.m[key] = value
}

func (sm SharedMap) send(cmd command) result {
	cmd.result = make(chan result, 1)
	sm.c <- cmd
	return <-cmd.result
}

func (sm SharedMap) Set(key string, value any) {
	sm.send(command{put: true, key: key, value: value})
}

func (sm SharedMap) Get(key string) (any, bool) {
	r := sm.send(command{key: key})
	return r.value, r.found
}

func (sm SharedMap) Remove(key string) {
	sm.send(command{remove: true, key: key})
}

func (sm SharedMap) Count() int {
	return sm.send(command{count: true}).count
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return sm.send(command{put: true, key: key, value: f}).value
}
