// wrong: count
// Four owners share the keys and Count asks one after the other, so it can count a key before it goes and another after it comes, more than there ever were: Count is "one step".
package main

import (
	"hash/maphash"
)

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
	shards [4]shard
}

type command struct {
	key    string
	value  any
	f      func(old any, found bool) any
	action int
	result chan answer
}

type answer struct {
	value any
	found bool
	count int
}

// shard is a part of the map; one goroutine owns it.
type shard struct {
	m map[string]any
	c chan command
}

var seed = maphash.MakeSeed()

func (sm SharedMap) of(key string) shard {
	return sm.shards[maphash.String(seed, key)%uint64(len(sm.shards))]
}

func NewMap() SharedMap {
	var sm SharedMap
	for i := range sm.shards {
		sm.shards[i] = shard{m: make(map[string]any), c: make(chan command)}
	}
	go sm.Run()
	return sm
}

// Run starts the owners of the shards, and is one itself.
func (sm SharedMap) Run() {
	for _, s := range sm.shards[1:] {
		go s.run()
	}
	sm.shards[0].run()
}

// run carries out the commands, one after the other.
func (sm shard) run() {
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
func (sm shard) ask(cmd command) answer {
	cmd.result = make(chan answer)
	sm.c <- cmd
	return <-cmd.result
}

func (sm SharedMap) Set(key string, value any) {
	sm.of(key).c <- command{action: set, key: key, value: value}
}

func (sm SharedMap) Get(key string) (any, bool) {
	a := sm.of(key).ask(command{action: get, key: key})
	return a.value, a.found
}

func (sm SharedMap) Remove(key string) {
	sm.of(key).c <- command{action: remove, key: key}
}

func (sm SharedMap) Count() int {
	n := 0
	for _, s := range sm.shards {
		n += s.ask(command{action: count}).count // bug
	}
	return n
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return sm.of(key).ask(command{action: update, key: key, f: f}).value
}
