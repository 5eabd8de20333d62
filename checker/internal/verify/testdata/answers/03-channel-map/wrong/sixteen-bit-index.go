// wrong: run
// The entries lie in a slice and the map holds their places in it as 16-bit numbers, which do for 65,536 keys.

package main

// SharedMap is a map that one goroutine owns.
type SharedMap struct {
	c chan func(*arena)
}

// arena is what the owner owns.
type arena struct {
	at     map[string]uint16 // where the value of a key lies
	values []any
	free   []uint16 // places of removed keys
}

type lookup struct {
	value any
	found bool
}

func (a *arena) get(key string) lookup {
	i, found := a.at[key]
	if !found {
		return lookup{}
	}
	return lookup{a.values[i], true}
}

func (a *arena) set(key string, value any) {
	i, found := a.at[key]
	if !found {
		if n := len(a.free); n > 0 {
			i, a.free = a.free[n-1], a.free[:n-1]
		} else {
			i = uint16(len(a.values)) // bug
			a.values = append(a.values, nil)
		}
		a.at[key] = i
	}
	a.values[i] = value
}

func (a *arena) remove(key string) {
	if i, found := a.at[key]; found {
		a.values[i] = nil
		a.free = append(a.free, i)
		delete(a.at, key)
	}
}

// NewMap returns an empty map, and starts its owner.
func NewMap() SharedMap {
	sm := SharedMap{c: make(chan func(*arena))}
	go sm.Run()
	return sm
}

// Run carries out one command after the other.
func (sm SharedMap) Run() {
	a := &arena{at: make(map[string]uint16)}
	for do := range sm.c {
		do(a)
	}
}

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) {
	sm.c <- func(a *arena) { a.set(key, value) }
}

// Get returns what is stored under key, and whether anything is.
func (sm SharedMap) Get(key string) (any, bool) {
	result := make(chan lookup, 1)
	sm.c <- func(a *arena) { result <- a.get(key) }
	l := <-result
	return l.value, l.found
}

// Remove takes key out of the map.
func (sm SharedMap) Remove(key string) {
	sm.c <- func(a *arena) { a.remove(key) }
}

// Count returns how many keys the map has.
func (sm SharedMap) Count() int {
	result := make(chan int, 1)
	sm.c <- func(a *arena) { result <- len(a.at) }
	return <-result
}

// Update stores what f makes of the old value, and returns it.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	result := make(chan any, 1)
	sm.c <- func(a *arena) {
		old := a.get(key)
		value := f(old.value, old.found)
		a.set(key, value)
		result <- value
	}
	return <-result
}
