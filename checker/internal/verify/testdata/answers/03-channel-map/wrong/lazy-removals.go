// wrong: update
// Removals are queued and carried out before the next read, but a Set does not wait for them: where the owner was busy, Remove(k) and then Set(k, v) end with k removed: what is Set can be got, also for keys that are removed and set again.
package main

type lookup struct {
	value any
	found bool
}

type pair struct {
	key   string
	value any
}

type question struct {
	key    string
	answer chan<- lookup
}

type change struct {
	key    string
	f      func(old any, found bool) any
	answer chan<- any
}

// SharedMap is the ways to the goroutine that owns the map.
type SharedMap struct {
	sets     chan pair
	gets     chan question
	counts   chan chan int
	updates  chan change
	removals chan string // buffered: nobody waits for a removal but those who could see it
}

// NewMap returns an empty map, and starts the goroutine that owns it.
func NewMap() SharedMap {
	sm := SharedMap{
		sets:     make(chan pair),
		gets:     make(chan question),
		counts:   make(chan chan int),
		updates:  make(chan change),
		removals: make(chan string, 16),
	}
	go sm.Run()
	return sm
}

// Run owns the map.
func (sm SharedMap) Run() {
	m := make(map[string]any)
	// catchUp carries out the removals that have been asked for; before m is read, it must be called.
	catchUp := func() {
		for {
			select {
			case key := <-sm.removals:
				delete(m, key)
			default:
				return
			}
		}
	}
	for {
		select {
		case key := <-sm.removals:
			delete(m, key)
		case p := <-sm.sets:
			m[p.key] = p.value // bug
		case q := <-sm.gets:
			catchUp()
			value, found := m[q.key]
			q.answer <- lookup{value, found}
		case answer := <-sm.counts:
			catchUp()
			answer <- len(m)
		case u := <-sm.updates:
			catchUp()
			old, found := m[u.key]
			value := u.f(old, found)
			m[u.key] = value
			u.answer <- value
		}
	}
}

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) { sm.sets <- pair{key, value} }

// Get returns what is stored under key, and whether anything is.
func (sm SharedMap) Get(key string) (any, bool) {
	answer := make(chan lookup)
	sm.gets <- question{key, answer}
	l := <-answer
	return l.value, l.found
}

// Remove takes key out of the map.
func (sm SharedMap) Remove(key string) { sm.removals <- key }

// Count returns how many keys the map has.
func (sm SharedMap) Count() int {
	answer := make(chan int)
	sm.counts <- answer
	return <-answer
}

// Update stores what f makes of what is there, and returns it.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	answer := make(chan any)
	sm.updates <- change{key, f, answer}
	return <-answer
}
