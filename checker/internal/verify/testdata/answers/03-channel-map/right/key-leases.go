// right
// An update takes its one key on lease and calls f in its own goroutine; the owner serves all other keys meanwhile and keeps what comes for a leased key in a queue.

package main

type wish int

const (
	wantSet wish = iota
	wantGet
	wantRemove
	wantCount
	wantLease
	bringBack
	giveUp
)

// SharedMap reaches the owner through c.
type SharedMap struct {
	c chan *request
}

type request struct {
	want  wish
	key   string
	value any
	found bool
	n     int
	done  chan struct{} // is closed when the fields above hold the answer
}

// NewMap returns an empty map, ready for use.
func NewMap() SharedMap {
	sm := SharedMap{c: make(chan *request, 4)}
	go sm.Run()
	return sm
}

// Run owns the map and the list of the leases.
func (sm SharedMap) Run() {
	m := make(map[string]any)
	leased := make(map[string][]*request) // who waits for a leased key
	for r := range sm.c {
		switch r.want {
		case wantCount:
			r.n = len(m)
			close(r.done)
			continue
		case bringBack:
			m[r.key] = r.value
			close(r.done)
		case giveUp:
			close(r.done)
		default:
			if line, busy := leased[r.key]; busy {
				leased[r.key] = append(line, r)
				continue
			}
			if r.carryOut(m) {
				leased[r.key] = nil
			}
			continue
		}
		// A lease has ended: serve the line up to the next lease.
		line := leased[r.key]
		delete(leased, r.key)
		for i, next := range line {
			if next.carryOut(m) {
				leased[r.key] = line[i+1:]
				break
			}
		}
	}
}

// carryOut answers a request for a key that is free, and says whether it is leased now.
func (r *request) carryOut(m map[string]any) (leases bool) {
	switch r.want {
	case wantSet:
		m[r.key] = r.value
	case wantGet, wantLease:
		r.value, r.found = m[r.key]
	case wantRemove:
		delete(m, r.key)
	}
	leases = r.want == wantLease
	close(r.done)
	return leases
}

func (sm SharedMap) ask(want wish, key string, value any) *request {
	r := &request{want: want, key: key, value: value, done: make(chan struct{})}
	sm.c <- r
	<-r.done
	return r
}

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) {
	sm.ask(wantSet, key, value)
}

// Get returns what is stored under key, and whether anything is.
func (sm SharedMap) Get(key string) (any, bool) {
	r := sm.ask(wantGet, key, nil)
	return r.value, r.found
}

// Remove takes key out of the map.
func (sm SharedMap) Remove(key string) {
	sm.ask(wantRemove, key, nil)
}

// Count returns how many keys the map has.
func (sm SharedMap) Count() int {
	return sm.ask(wantCount, "", nil).n
}

// Update stores what f makes of the old value, and returns it.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	lease := sm.ask(wantLease, key, nil)
	end, value := giveUp, any(nil)
	defer func() { sm.ask(end, key, value) }() // also where f panics
	value = f(lease.value, lease.found)
	end = bringBack
	return value
}
