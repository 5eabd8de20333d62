// wrong: update
// A key is leased to the Update that runs f, and others queue in its slot, but a queued Remove throws the slot away, so of an Update in f with Remove, Update, Update behind it the last two get the key at once (the new slot is leased, the old one's queue goes on) and one increment is lost: concurrent increments do not add up.
package main

const (
	set = iota
	get
	remove
	count
	lease
	commit
	giveUp
)

type command struct {
	key    string
	value  any
	action int
	result chan answer
}

type answer struct {
	value any
	found bool
	count int
}

// slot is all that the owner knows about a key.
type slot struct {
	value  any
	found  bool
	leased bool
	queue  []command // who wants to change the key while it is leased
}

// SharedMap is a map whose owner does not run the callers' functions: a slow one holds up only its key.
type SharedMap struct {
	c chan command
}

// NewMap returns an empty map, and starts the goroutine that owns it.
func NewMap() SharedMap {
	sm := SharedMap{c: make(chan command)}
	go sm.Run()
	return sm
}

// store is what the owner owns.
type store map[string]*slot

// Run carries out the commands, or puts them off as long as their key is leased.
func (sm SharedMap) Run() {
	s := store{}
	for cmd := range sm.c {
		switch cmd.action {
		case get:
			if sl := s[cmd.key]; sl != nil {
				cmd.result <- answer{value: sl.value, found: sl.found}
			} else {
				cmd.result <- answer{}
			}
		case count:
			n := 0
			for _, sl := range s {
				if sl.found {
					n++
				}
			}
			cmd.result <- answer{count: n}
		case commit, giveUp:
			sl := s.slot(cmd.key)
			sl.leased = false
			s.carryOut(cmd)
			for !sl.leased && len(sl.queue) > 0 {
				next := sl.queue[0]
				sl.queue = sl.queue[1:]
				s.carryOut(next)
			}
		default:
			if sl := s[cmd.key]; sl != nil && sl.leased {
				sl.queue = append(sl.queue, cmd)
			} else {
				s.carryOut(cmd)
			}
		}
	}
}

// slot returns the slot of key, a new one if there is none.
func (s store) slot(key string) *slot {
	if s[key] == nil {
		s[key] = new(slot)
	}
	return s[key]
}

// carryOut does what a command wants of a key that is not leased.
func (s store) carryOut(cmd command) {
	var a answer
	switch cmd.action {
	case set, commit:
		sl := s.slot(cmd.key)
		sl.value, sl.found = cmd.value, true
	case remove:
		delete(s, cmd.key) // bug
	case lease:
		sl := s.slot(cmd.key)
		sl.leased = true
		a.value, a.found = sl.value, sl.found
	}
	cmd.result <- a
}

func (sm SharedMap) send(action int, key string, value any) answer {
	result := make(chan answer, 1)
	sm.c <- command{action: action, key: key, value: value, result: result}
	return <-result
}

func (sm SharedMap) Set(key string, value any) { sm.send(set, key, value) }

func (sm SharedMap) Get(key string) (any, bool) {
	a := sm.send(get, key, nil)
	return a.value, a.found
}

func (sm SharedMap) Remove(key string) { sm.send(remove, key, nil) }

func (sm SharedMap) Count() int { return sm.send(count, "", nil).count }

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	before := sm.send(lease, key, nil)
	end := giveUp
	var value any
	defer func() { sm.send(end, key, value) }()
	value = f(before.value, before.found)
	end = commit
	return value
}
