// right
// Run is a door that takes one command at a time and has it carried out by one of three goroutines that own a third of the keys each.

package main

type (
	part map[string]any
	work func(part)
)

const parts = 3

// SharedMap is the door to three owners.
type SharedMap struct {
	door chan func(owners *[parts]chan work)
}

// NewMap opens the door.
func NewMap() SharedMap {
	sm := SharedMap{make(chan func(*[parts]chan work))}
	go sm.Run()
	return sm
}

// Run starts the owners and lets in one visitor after the other.
func (sm SharedMap) Run() {
	var owners [parts]chan work
	for i := range owners {
		owners[i] = make(chan work)
		go func() {
			p := part{}
			for do := range owners[i] {
				do(p)
			}
		}()
	}
	for visit := range sm.door {
		visit(&owners)
	}
}

func ownerOf(key string) int {
	n := len(key)
	for _, b := range []byte(key) {
		n += int(b)
	}
	return n % parts
}

// visit has do carried out by the owner of key, and returns when that is done.
func visit[T any](sm SharedMap, key string, do func(part) T) T {
	result := make(chan T)
	sm.door <- func(owners *[parts]chan work) {
		inside := make(chan T)
		owners[ownerOf(key)] <- func(p part) { inside <- do(p) }
		result <- <-inside
	}
	return <-result
}

type pair struct {
	value any
	found bool
}

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) {
	visit(sm, key, func(p part) struct{} { p[key] = value; return struct{}{} })
}

// Get returns what is stored under key, and whether anything is.
func (sm SharedMap) Get(key string) (any, bool) {
	got := visit(sm, key, func(p part) pair {
		value, found := p[key]
		return pair{value, found}
	})
	return got.value, got.found
}

// Remove takes key out of the map.
func (sm SharedMap) Remove(key string) {
	visit(sm, key, func(p part) struct{} { delete(p, key); return struct{}{} })
}

// Count asks all owners within one visit.
func (sm SharedMap) Count() int {
	result := make(chan int)
	sm.door <- func(owners *[parts]chan work) {
		sizes := make(chan int, parts)
		for _, owner := range owners {
			owner <- func(p part) { sizes <- len(p) }
		}
		n := 0
		for range parts {
			n += <-sizes
		}
		result <- n
	}
	return <-result
}

// Update stores what f makes of the old value, and returns it.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return visit(sm, key, func(p part) any {
		old, found := p[key]
		p[key] = f(old, found)
		return p[key]
	})
}
