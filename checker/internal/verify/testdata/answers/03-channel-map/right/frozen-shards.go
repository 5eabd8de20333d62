// right
// Four owners, each of a part of the keys, and Run, which counts by freezing all four at the same time, for one Count after the other.

package main

import "hash/maphash"

const parts = 4

var hashSeed = maphash.MakeSeed()

// SharedMap reaches the four owners through one channel each.
type SharedMap struct {
	owners [parts]chan any
	counts chan chan int
}

type (
	setPart struct{ entryOf }
	getPart struct {
		key string
		to  chan<- entryOf
	}
	removePart struct{ key string }
	updatePart struct {
		key string
		f   func(old any, found bool) any
		to  chan<- any
	}
	freezePart struct {
		size chan<- int
		thaw <-chan struct{}
	}
	entryOf struct {
		key   string
		value any
		found bool
	}
)

// NewMap returns an empty map, ready for use.
func NewMap() SharedMap {
	sm := SharedMap{counts: make(chan chan int)}
	for i := range sm.owners {
		sm.owners[i] = make(chan any)
	}
	go sm.Run()
	return sm
}

// Run starts the owners of the parts, and then does the counting.
func (sm SharedMap) Run() {
	for _, c := range sm.owners {
		go ownPart(c)
	}
	for to := range sm.counts {
		size, thaw, total := make(chan int), make(chan struct{}), 0
		for _, c := range sm.owners {
			c <- freezePart{size, thaw}
			total += <-size
		}
		close(thaw)
		to <- total
	}
}

func ownPart(c <-chan any) {
	m := make(map[string]any)
	for message := range c {
		switch msg := message.(type) {
		case setPart:
			m[msg.key] = msg.value
		case getPart:
			value, found := m[msg.key]
			msg.to <- entryOf{msg.key, value, found}
		case removePart:
			delete(m, msg.key)
		case updatePart:
			old, found := m[msg.key]
			value := msg.f(old, found)
			m[msg.key] = value
			msg.to <- value
		case freezePart:
			msg.size <- len(m)
			<-msg.thaw
		}
	}
}

func (sm SharedMap) part(key string) chan<- any {
	return sm.owners[maphash.String(hashSeed, key)%parts]
}

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) {
	sm.part(key) <- setPart{entryOf{key: key, value: value}}
}

// Get returns what is stored under key, and whether anything is.
func (sm SharedMap) Get(key string) (any, bool) {
	to := make(chan entryOf, 1)
	sm.part(key) <- getPart{key, to}
	e := <-to
	return e.value, e.found
}

// Remove takes key out of the map.
func (sm SharedMap) Remove(key string) {
	sm.part(key) <- removePart{key}
}

// Count returns how many keys the map has.
func (sm SharedMap) Count() int {
	to := make(chan int, 1)
	sm.counts <- to
	return <-to
}

// Update stores what f makes of the old value, and returns it.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	to := make(chan any, 1)
	sm.part(key) <- updatePart{key, f, to}
	return <-to
}
