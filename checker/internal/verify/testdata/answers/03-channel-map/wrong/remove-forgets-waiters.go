// wrong: update
// Calls for a key wait in its entry while an Update of it runs, and a Remove that waited there drops the entry with all who wait behind it: they never return, although removing is no reason for a Set or Get not to be carried out.
package main

// The actions that a command can ask for.
const (
	set = iota
	get
	remove
	count
	begin // an update: the caller works out the new value
	end   // and brings it
)

// SharedMap is the way to the goroutine that owns the entries.
type SharedMap struct {
	c chan command
}

type command struct {
	key    string
	value  any
	found  bool // for end: whether there is a new value
	action int
	result chan<- reply
}

type reply struct {
	value any
	found bool
	count int
}

// entry is a key of the map, or one that an update is about to make.
type entry struct {
	value   any
	found   bool
	busy    bool      // an update is working on it
	waiting []command // until it has ended
}

type entries map[string]*entry

// NewMap returns an empty map, and starts the goroutine that owns it.
func NewMap() SharedMap {
	sm := SharedMap{c: make(chan command)}
	go sm.Run()
	return sm
}

// Run receives the commands and carries them out; those for a key that is busy have to wait.
func (sm SharedMap) Run() {
	m := make(entries)
	for cmd := range sm.c {
		if cmd.action == count {
			cmd.result <- reply{count: m.count()}
			continue
		}
		e := m[cmd.key]
		if e != nil && e.busy && cmd.action != end {
			e.waiting = append(e.waiting, cmd)
			continue
		}
		m.carryOut(cmd)
		// What has waited for this key goes on, until the next update takes it.
		for e := m[cmd.key]; e != nil && !e.busy && len(e.waiting) > 0; e = m[cmd.key] {
			next := e.waiting[0]
			e.waiting = e.waiting[1:]
			m.carryOut(next)
		}
	}
}

func (m entries) count() int {
	n := 0
	for _, e := range m {
		if e.found {
			n++
		}
	}
	return n
}

// at returns the entry of key, made where there is none.
func (m entries) at(key string) *entry {
	if m[key] == nil {
		m[key] = new(entry)
	}
	return m[key]
}

func (m entries) carryOut(cmd command) {
	var old reply
	if e := m[cmd.key]; e != nil {
		old = reply{value: e.value, found: e.found}
	}
	switch cmd.action {
	case set:
		e := m.at(cmd.key)
		e.value, e.found = cmd.value, true
	case remove:
		delete(m, cmd.key) // bug
	case begin:
		m.at(cmd.key).busy = true
	case end:
		e := m.at(cmd.key)
		e.busy = false
		if cmd.found {
			e.value, e.found = cmd.value, true
		}
	}
	cmd.result <- old
}

func (sm SharedMap) ask(cmd command) reply {
	result := make(chan reply, 1)
	cmd.result = result
	sm.c <- cmd
	return <-result
}

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) {
	sm.ask(command{action: set, key: key, value: value})
}

// Get returns what is stored under key, and whether anything is.
func (sm SharedMap) Get(key string) (any, bool) {
	r := sm.ask(command{action: get, key: key})
	return r.value, r.found
}

// Remove takes key out of the map.
func (sm SharedMap) Remove(key string) {
	sm.ask(command{action: remove, key: key})
}

// Count returns how many keys the map has.
func (sm SharedMap) Count() int {
	return sm.ask(command{action: count}).count
}

// Update stores what f makes of what is there, and returns it. Only this key waits for f.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	old := sm.ask(command{action: begin, key: key})
	back := command{action: end, key: key}
	defer func() { sm.ask(back) }() // where f panics, the key is as it was
	back.value = f(old.value, old.found)
	back.found = true
	return back.value
}
