// right
// No command type: a channel for each method; the owner *sends* the count to whoever wants it, and says "missing" by closing the answer.
package main

type pair struct {
	key   string
	value any
}

type question struct {
	key    string
	answer chan<- any
}

type change struct {
	key    string
	f      func(old any, found bool) any
	answer chan<- any
}

// SharedMap is five ways to the owner of a map.
type SharedMap struct {
	sets    chan pair
	gets    chan question
	removes chan string
	counts  chan int
	updates chan change
}

// NewMap returns an empty map, and starts the goroutine that owns it.
func NewMap() SharedMap {
	sm := SharedMap{
		sets:    make(chan pair),
		gets:    make(chan question),
		removes: make(chan string),
		counts:  make(chan int),
		updates: make(chan change),
	}
	go sm.Run()
	return sm
}

// Run owns the map.
func (sm SharedMap) Run() {
	m := make(map[string]any)
	for {
		select {
		case sm.counts <- len(m):
			// Somebody wanted to know. The map stands still while this select waits.
		case p := <-sm.sets:
			m[p.key] = p.value
		case q := <-sm.gets:
			if value, found := m[q.key]; found {
				q.answer <- value
			}
			close(q.answer)
		case key := <-sm.removes:
			delete(m, key)
		case u := <-sm.updates:
			old, found := m[u.key]
			m[u.key] = u.f(old, found)
			u.answer <- m[u.key]
		}
	}
}

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) { sm.sets <- pair{key, value} }

// Get returns what is stored under key, and whether anything is.
func (sm SharedMap) Get(key string) (any, bool) {
	answer := make(chan any)
	sm.gets <- question{key, answer}
	value, found := <-answer
	return value, found
}

// Remove takes key out of the map.
func (sm SharedMap) Remove(key string) { sm.removes <- key }

// Count returns how many keys the map has.
func (sm SharedMap) Count() int { return <-sm.counts }

// Update stores what f makes of what is there, and returns it.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	answer := make(chan any)
	sm.updates <- change{key, f, answer}
	return <-answer
}
