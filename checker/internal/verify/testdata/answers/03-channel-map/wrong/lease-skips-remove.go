// wrong: update
// An update takes its key on lease and calls f in its own goroutine; the owner keeps sets, gets and updates of a leased key waiting, but carries out its removal at once.

package main

type wish int

const (
	wantSet wish = iota
	wantGet
	wantRemove
	wantCount
	wantLease
	wantReturn
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
	done  chan struct{}
}

// NewMap returns an empty map, and starts its owner.
func NewMap() SharedMap {
	sm := SharedMap{c: make(chan *request)}
	go sm.Run()
	return sm
}

// Run owns the map and the list of the leases.
func (sm SharedMap) Run() {
	m := make(map[string]any)
	leased := make(map[string][]*request)
	for r := range sm.c {
		switch r.want {
		case wantCount, wantRemove: // bug
			r.carryOut(m)
		case wantReturn:
			r.carryOut(m)
			line := leased[r.key]
			delete(leased, r.key)
			for i, next := range line {
				if next.carryOut(m) {
					leased[r.key] = line[i+1:]
					break
				}
			}
		default:
			if line, busy := leased[r.key]; busy {
				leased[r.key] = append(line, r)
			} else if r.carryOut(m) {
				leased[r.key] = nil
			}
		}
	}
}

// carryOut does and answers r, and says whether the key is on lease after it.
func (r *request) carryOut(m map[string]any) bool {
	lease := r.want == wantLease
	switch r.want {
	case wantSet, wantReturn:
		m[r.key] = r.value
	case wantGet, wantLease:
		r.value, r.found = m[r.key]
	case wantRemove:
		delete(m, r.key)
	case wantCount:
		r.n = len(m)
	}
	close(r.done)
	return lease
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
	value := f(lease.value, lease.found)
	sm.ask(wantReturn, key, value)
	return value
}
