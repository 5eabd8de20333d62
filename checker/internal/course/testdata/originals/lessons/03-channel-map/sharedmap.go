package main

import "sync"

// The actions that a command can ask for.
const (
	set = iota
	get
	remove
	count
)

// SharedMap is a map that many goroutines use at once. They do not touch m:
// they send commands to c, and the goroutine that runs Run carries them out.
type SharedMap struct {
	m  map[string]any // only Run touches it
	c  chan command
	mu *sync.Mutex // TODO(no-lock): what is safe without a lock should do without one.
}

// command asks the owner of the map for one thing.
type command struct {
	key    string
	value  any
	action int
	result chan<- any // where the answer goes, if there is one
}

// NewMap returns an empty map, ready for use.
//
// TODO(run): a command that somebody sends must be carried out.
func NewMap() SharedMap {
	return SharedMap{
		m:  make(map[string]any),
		c:  make(chan command),
		mu: new(sync.Mutex),
	}
}

// Run receives the commands and carries them out, one after the other.
//
// TODO(remove): a removed key must be gone, and removing a missing key is no error.
func (sm SharedMap) Run() {
	for cmd := range sm.c {
		sm.mu.Lock()
		switch cmd.action {
		case set:
			sm.m[cmd.key] = cmd.value
		case get:
			cmd.result <- sm.m[cmd.key]
		}
		sm.mu.Unlock()
	}
}

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) {
	sm.c <- command{action: set, key: key, value: value}
}

// Get returns what is stored under key, and whether anything is.
//
// TODO(reply): a key that is missing and a key that holds nil must be told apart.
func (sm SharedMap) Get(key string) (any, bool) {
	result := make(chan any)
	sm.c <- command{action: get, key: key, result: result}
	value := <-result
	return value, value != nil
}

// Remove takes key out of the map.
func (sm SharedMap) Remove(key string) {
	sm.c <- command{action: remove, key: key}
}

// Count returns how many keys the map has.
//
// TODO(count): the number must be exact, and asking for it must be safe whoever else uses the map.
func (sm SharedMap) Count() int {
	return len(sm.m)
}

// Update gives what is stored under key to f, stores what f returns, and returns it.
//
// TODO(update): nothing may come between reading the old value and storing the new one.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	old, found := sm.Get(key)
	value := f(old, found)
	sm.Set(key, value)
	return value
}
