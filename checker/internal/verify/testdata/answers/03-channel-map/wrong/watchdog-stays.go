// wrong: reply
// explain: assertion sender-gone
// A watchdog goroutine that would report a slow Get is sent home at the end, but not by a Get that found nothing.

package main

import (
	"log"
	"time"
)

const (
	set = iota
	get
	remove
	count
	update
)

// SharedMap is a map that one goroutine owns.
type SharedMap struct {
	m map[string]any // only Run touches it
	c chan command
}

type command struct {
	key    string
	value  any
	f      func(old any, found bool) any
	action int
	result chan<- answer
}

type answer struct {
	value any
	found bool
	n     int
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
		switch cmd.action {
		case set:
			sm.m[cmd.key] = cmd.value
		case get:
			value, found := sm.m[cmd.key]
			cmd.result <- answer{value: value, found: found}
		case remove:
			delete(sm.m, cmd.key)
		case count:
			cmd.result <- answer{n: len(sm.m)}
		case update:
			old, found := sm.m[cmd.key]
			value := cmd.f(old, found)
			sm.m[cmd.key] = value
			cmd.result <- answer{value: value}
		}
	}
}

func (sm SharedMap) ask(cmd command) answer {
	result := make(chan answer)
	cmd.result = result
	sm.c <- cmd
	return <-result
}

// watch reports key unless the function that it returns is called in time.
func watch(key string) (stop func()) {
	quit, gone := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(gone)
		timer := time.NewTimer(5 * time.Second)
		defer timer.Stop()
		select { // bug
		case <-quit:
		case <-timer.C:
			log.Printf("Get(%q) takes long", key)
		}
	}()
	return func() {
		close(quit)
		<-gone
	}
}

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) {
	sm.c <- command{action: set, key: key, value: value}
}

// Get returns what is stored under key, and whether anything is.
func (sm SharedMap) Get(key string) (any, bool) {
	stop := watch(key)
	a := sm.ask(command{action: get, key: key})
	if !a.found {
		return nil, false // bug
	}
	stop()
	return a.value, true
}

// Remove takes key out of the map.
func (sm SharedMap) Remove(key string) {
	sm.c <- command{action: remove, key: key}
}

// Count returns how many keys the map has.
func (sm SharedMap) Count() int {
	return sm.ask(command{action: count}).n
}

// Update stores what f makes of the old value, and returns it.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return sm.ask(command{action: update, key: key, f: f}).value
}
