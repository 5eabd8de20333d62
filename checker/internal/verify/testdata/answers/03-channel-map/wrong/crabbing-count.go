// wrong: count
// Count holds each shard only until the next one stands still, so while it walks on a key can be set behind it and then another one removed before it, and it returns a number that the map never had: Count is not one step.
package main

import "hash/fnv"

const shards = 8

type lookup struct {
	value any
	found bool
}

type set struct {
	key   string
	value any
}
type get struct {
	key    string
	answer chan<- lookup
}
type remove struct{ key string }
type update struct {
	key    string
	f      func(old any, found bool) any
	answer chan<- any
}
type hold struct {
	size chan<- int
	free <-chan struct{}
}

// SharedMap is the way to the owners, of whom each has a part of the keys.
type SharedMap struct {
	shards [shards]chan any // of set, get, remove, update, hold
}

// NewMap returns an empty map, and starts its owners.
func NewMap() SharedMap {
	var sm SharedMap
	for i := range sm.shards {
		sm.shards[i] = make(chan any)
	}
	go sm.Run()
	return sm
}

// Run starts the owners of the other shards, and is the owner of the first.
func (sm SharedMap) Run() {
	for _, c := range sm.shards[1:] {
		go own(c)
	}
	own(sm.shards[0])
}

func own(c <-chan any) {
	m := map[string]any{}
	for cmd := range c {
		switch cmd := cmd.(type) {
		case set:
			m[cmd.key] = cmd.value
		case get:
			value, found := m[cmd.key]
			cmd.answer <- lookup{value, found}
		case remove:
			delete(m, cmd.key)
		case update:
			old, found := m[cmd.key]
			value := cmd.f(old, found)
			m[cmd.key] = value
			cmd.answer <- value
		case hold:
			cmd.size <- len(m)
			<-cmd.free
		}
	}
}

func (sm SharedMap) of(key string) chan<- any {
	h := fnv.New32a()
	h.Write([]byte(key))
	return sm.shards[h.Sum32()%shards]
}

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) { sm.of(key) <- set{key, value} }

// Get returns what is stored under key, and whether anything is.
func (sm SharedMap) Get(key string) (any, bool) {
	answer := make(chan lookup)
	sm.of(key) <- get{key, answer}
	l := <-answer
	return l.value, l.found
}

// Remove takes key out of the map.
func (sm SharedMap) Remove(key string) { sm.of(key) <- remove{key} }

// Count returns how many keys the map has. It goes from shard to shard hand over hand,
// so that nothing slips through between two of them.
func (sm SharedMap) Count() int {
	sum := 0
	var last chan struct{}
	for _, c := range sm.shards {
		size, free := make(chan int), make(chan struct{})
		c <- hold{size, free}
		sum += <-size
		if last != nil {
			close(last) // bug
		}
		last = free
	}
	close(last)
	return sum
}

// Update stores what f makes of what is there, and returns it.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	answer := make(chan any)
	sm.of(key) <- update{key, f, answer}
	return <-answer
}
