// wrong: run
// Writes go through a queue of their own, of which the owner carries out no more than eight before it answers a reader, so that a read can overtake the ninth.

package main

// SharedMap is a map that one goroutine owns.
type SharedMap struct {
	writes chan func(m map[string]any) // nobody waits for these
	reads  chan func(m map[string]any) // the caller waits for the answer
}

// NewMap returns an empty map, and starts its owner.
func NewMap() SharedMap {
	sm := SharedMap{
		writes: make(chan func(m map[string]any), 32),
		reads:  make(chan func(m map[string]any)),
	}
	go sm.Run()
	return sm
}

// Run carries out one command after the other, what was written before what is read.
func (sm SharedMap) Run() {
	m := make(map[string]any)
	for {
		select {
		case write := <-sm.writes:
			write(m)
		case read := <-sm.reads:
			for range min(len(sm.writes), 8) { // bug
				write := <-sm.writes
				write(m)
			}
			read(m)
		}
	}
}

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) {
	sm.writes <- func(m map[string]any) { m[key] = value }
}

// Get returns what is stored under key, and whether anything is.
func (sm SharedMap) Get(key string) (value any, found bool) {
	done := make(chan struct{})
	sm.reads <- func(m map[string]any) {
		value, found = m[key]
		close(done)
	}
	<-done
	return value, found
}

// Remove takes key out of the map.
func (sm SharedMap) Remove(key string) {
	sm.writes <- func(m map[string]any) { delete(m, key) }
}

// Count returns how many keys the map has.
func (sm SharedMap) Count() (n int) {
	done := make(chan struct{})
	sm.reads <- func(m map[string]any) {
		n = len(m)
		close(done)
	}
	<-done
	return n
}

// Update stores what f makes of the old value, and returns it.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) (value any) {
	done := make(chan struct{})
	sm.reads <- func(m map[string]any) {
		old, found := m[key]
		value = f(old, found)
		m[key] = value
		close(done)
	}
	<-done
	return value
}
