// wrong: count
// Four owners have a part of the keys each, and Count asks one after the other while the parts that it has asked go on changing.

package main

const shards = 4

// SharedMap reaches the owners of the four parts.
type SharedMap struct {
	parts [shards]chan job
}

type job struct {
	do   func(m map[string]any)
	done chan struct{}
}

// NewMap returns an empty map, and starts its owners.
func NewMap() SharedMap {
	var sm SharedMap
	for i := range sm.parts {
		sm.parts[i] = make(chan job)
	}
	go sm.Run()
	return sm
}

// Run owns the first part and starts the owners of the others.
func (sm SharedMap) Run() {
	for _, c := range sm.parts[1:] {
		go own(c)
	}
	own(sm.parts[0])
}

func own(c <-chan job) {
	m := make(map[string]any)
	for j := range c {
		j.do(m)
		close(j.done)
	}
}

func (sm SharedMap) at(i int, do func(m map[string]any)) {
	j := job{do, make(chan struct{})}
	sm.parts[i] <- j
	<-j.done
}

func place(key string) int {
	h := uint32(2166136261)
	for i := range len(key) {
		h = (h ^ uint32(key[i])) * 16777619
	}
	return int(h % shards)
}

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) {
	sm.at(place(key), func(m map[string]any) { m[key] = value })
}

// Get returns what is stored under key, and whether anything is.
func (sm SharedMap) Get(key string) (value any, found bool) {
	sm.at(place(key), func(m map[string]any) { value, found = m[key] })
	return value, found
}

// Remove takes key out of the map.
func (sm SharedMap) Remove(key string) {
	sm.at(place(key), func(m map[string]any) { delete(m, key) })
}

// Count returns how many keys the map has.
func (sm SharedMap) Count() int {
	n := 0
	for i := range sm.parts {
		sm.at(i, func(m map[string]any) { n += len(m) }) // bug
	}
	return n
}

// Update stores what f makes of the old value, and returns it.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) (value any) {
	sm.at(place(key), func(m map[string]any) {
		old, found := m[key]
		value = f(old, found)
		m[key] = value
	})
	return value
}
