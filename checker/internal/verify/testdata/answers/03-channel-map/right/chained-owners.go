// right
// A pipeline of four owners: every command enters at its head and walks down, never overtaking another, to the owner of its key, and a count collects on its way to the end.

package main

const links = 4

// SharedMap is the head of the chain.
type SharedMap struct {
	head chan parcel
}

// parcel walks along the chain.
type parcel struct {
	stop  int                    // the link that carries it out
	do    func(m map[string]any) // what is done there
	n     int                    // of a count: the keys met so far
	total chan<- int             // of a count: where the sum goes
}

// NewMap returns an empty map, ready for use.
func NewMap() SharedMap {
	sm := SharedMap{head: make(chan parcel)}
	go sm.Run()
	return sm
}

// Run starts the links behind the first one, and is the first one.
func (sm SharedMap) Run() {
	var ways [links + 1]chan parcel // the last is nil: there the chain ends
	ways[0] = sm.head
	for i := 1; i < links; i++ {
		ways[i] = make(chan parcel)
	}
	for i := 1; i < links; i++ {
		go link(i, ways[i], ways[i+1])
	}
	link(0, ways[0], ways[1])
}

func link(i int, in <-chan parcel, out chan<- parcel) {
	m := make(map[string]any)
	for p := range in {
		switch {
		case p.total != nil && out == nil:
			p.total <- p.n + len(m)
		case p.total != nil:
			p.n += len(m)
			out <- p
		case p.stop == i:
			p.do(m)
		default:
			out <- p
		}
	}
}

// linkOf says which link has the key.
func linkOf(key string) int {
	sum := len(key)
	for i := range len(key) {
		sum = sum*31 + int(key[i])
	}
	return int(uint(sum) % links)
}

func (sm SharedMap) send(key string, do func(m map[string]any)) {
	sm.head <- parcel{stop: linkOf(key), do: do}
}

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) {
	sm.send(key, func(m map[string]any) { m[key] = value })
}

// Get returns what is stored under key, and whether anything is.
func (sm SharedMap) Get(key string) (value any, found bool) {
	done := make(chan struct{})
	sm.send(key, func(m map[string]any) {
		value, found = m[key]
		close(done)
	})
	<-done
	return value, found
}

// Remove takes key out of the map.
func (sm SharedMap) Remove(key string) {
	sm.send(key, func(m map[string]any) { delete(m, key) })
}

// Count returns how many keys the map has.
func (sm SharedMap) Count() int {
	total := make(chan int, 1)
	sm.head <- parcel{total: total}
	return <-total
}

// Update stores what f makes of the old value, and returns it.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	made := make(chan any, 1)
	sm.send(key, func(m map[string]any) {
		old, found := m[key]
		value := f(old, found)
		m[key] = value
		made <- value
	})
	return <-made
}
