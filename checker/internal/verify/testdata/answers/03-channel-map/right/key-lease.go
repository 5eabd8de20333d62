// right
// Update's f runs on the caller's goroutine while the owner serves everybody else; what comes for the same key meanwhile waits in the owner's queue for it.
package main

type action func(e *entry)

// entry is a key that has a value, or that an update is busy with.
type entry struct {
	value  any
	found  bool
	busy   bool
	queued []action // waiting for the update to end, in the order in which they came
}

type command struct {
	key    string
	do     action
	finish bool // the update that the key is busy with has ended
}

// SharedMap is the way to the owner.
type SharedMap struct {
	c      chan command
	counts chan chan int
}

// NewMap returns an empty map, and starts the goroutine that owns it.
func NewMap() SharedMap {
	sm := SharedMap{c: make(chan command), counts: make(chan chan int)}
	go sm.Run()
	return sm
}

// Run owns the entries.
func (sm SharedMap) Run() {
	entries := make(map[string]*entry)
	n := 0 // how many of them are found
	carryOut := func(e *entry, do action) {
		before := e.found
		do(e)
		if e.found && !before {
			n++
		}
		if !e.found && before {
			n--
		}
	}
	for {
		select {
		case answer := <-sm.counts:
			answer <- n
		case cmd := <-sm.c:
			e := entries[cmd.key]
			if e == nil {
				e = new(entry)
				entries[cmd.key] = e
			}
			switch {
			case cmd.finish:
				e.busy = false
				carryOut(e, cmd.do)
				for len(e.queued) > 0 && !e.busy {
					first := e.queued[0]
					e.queued = e.queued[1:]
					carryOut(e, first)
				}
			case e.busy:
				e.queued = append(e.queued, cmd.do)
			default:
				carryOut(e, cmd.do)
			}
			if !e.found && !e.busy {
				delete(entries, cmd.key) // nothing is queued where nobody is busy
			}
		}
	}
}

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) {
	done := make(chan struct{})
	sm.c <- command{key: key, do: func(e *entry) {
		e.value, e.found = value, true
		close(done)
	}}
	<-done
}

// Get returns what is stored under key, and whether anything is.
func (sm SharedMap) Get(key string) (any, bool) {
	answer := make(chan entry, 1)
	sm.c <- command{key: key, do: func(e *entry) { answer <- entry{value: e.value, found: e.found} }}
	e := <-answer
	return e.value, e.found
}

// Remove takes key out of the map.
func (sm SharedMap) Remove(key string) {
	done := make(chan struct{})
	sm.c <- command{key: key, do: func(e *entry) {
		e.value, e.found = nil, false
		close(done)
	}}
	<-done
}

// Count returns how many keys the map has.
func (sm SharedMap) Count() int {
	answer := make(chan int)
	sm.counts <- answer
	return <-answer
}

// Update stores what f makes of what is there, and returns it. Where f panics, the map is as it was.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	turn := make(chan entry, 1)
	sm.c <- command{key: key, do: func(e *entry) {
		e.busy = true
		turn <- entry{value: e.value, found: e.found}
	}}
	was := <-turn
	store := func(*entry) {}
	done := make(chan struct{})
	defer func() {
		sm.c <- command{key: key, finish: true, do: func(e *entry) {
			store(e)
			close(done)
		}}
		<-done
	}()
	value := f(was.value, was.found)
	store = func(e *entry) { e.value, e.found = value, true }
	return value
}
