// wrong: no-lock
// The owner does all the writing, but readers look into the map by themselves, and what keeps them apart is the lock that package syscall exports for forks.

package main

import "syscall"

const (
	set = iota
	remove
	update
)

// SharedMap is a map that one goroutine writes.
type SharedMap struct {
	m map[string]any
	c chan command
}

type command struct {
	key    string
	value  any
	f      func(old any, found bool) any
	action int
	result chan<- any
}

// NewMap returns an empty map, and starts its owner.
func NewMap() SharedMap {
	sm := SharedMap{
		m: make(map[string]any),
		c: make(chan command),
	}
	go sm.Run()
	return sm
}

// Run receives the commands and carries them out, one after the other.
func (sm SharedMap) Run() {
	for cmd := range sm.c {
		if cmd.action == update {
			old, found := sm.m[cmd.key] // nobody else writes
			cmd.value = cmd.f(old, found)
		}
		syscall.ForkLock.Lock() // bug
		if cmd.action == remove {
			delete(sm.m, cmd.key)
		} else {
			sm.m[cmd.key] = cmd.value
		}
		syscall.ForkLock.Unlock()
		cmd.result <- cmd.value
	}
}

func (sm SharedMap) write(cmd command) any {
	result := make(chan any, 1)
	cmd.result = result
	sm.c <- cmd
	return <-result
}

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) {
	sm.write(command{action: set, key: key, value: value})
}

// Get returns what is stored under key, and whether anything is.
func (sm SharedMap) Get(key string) (any, bool) {
	syscall.ForkLock.RLock()
	defer syscall.ForkLock.RUnlock()
	value, found := sm.m[key]
	return value, found
}

// Remove takes key out of the map.
func (sm SharedMap) Remove(key string) {
	sm.write(command{action: remove, key: key})
}

// Count returns how many keys the map has.
func (sm SharedMap) Count() int {
	syscall.ForkLock.RLock()
	defer syscall.ForkLock.RUnlock()
	return len(sm.m)
}

// Update stores what f makes of the old value, and returns it.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return sm.write(command{action: update, key: key, f: f})
}
