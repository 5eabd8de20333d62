// right
// Four owners, each with a quarter of the keys; Count stops all four, in one order, adds up, and lets them go together.
package main

import "hash/maphash"

const shards = 4

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
type freeze struct {
	size chan<- int
	thaw <-chan struct{}
}

// SharedMap is the way to the four owners.
type SharedMap struct {
	seed   maphash.Seed
	shards [shards]chan any // of set, get, remove, update, freeze
}

// NewMap returns an empty map, and starts its owners.
func NewMap() SharedMap {
	sm := SharedMap{seed: maphash.MakeSeed()}
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
		case freeze:
			cmd.size <- len(m)
			<-cmd.thaw
		}
	}
}

func (sm SharedMap) of(key string) chan<- any {
	return sm.shards[maphash.String(sm.seed, key)%shards]
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

// Count returns how many keys the map has, at the moment at which all owners stand still.
func (sm SharedMap) Count() int {
	size, thaw := make(chan int), make(chan struct{})
	defer close(thaw)
	sum := 0
	for _, c := range sm.shards { // always from the first on: two counts never hold what the other wants
		c <- freeze{size, thaw}
		sum += <-size
	}
	return sum
}

// Update stores what f makes of what is there, and returns it.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	answer := make(chan any)
	sm.of(key) <- update{key, f, answer}
	return <-answer
}
