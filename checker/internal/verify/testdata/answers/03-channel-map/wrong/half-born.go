// wrong: update
// An Update of a missing key makes a slot to mark it as taken while the caller runs f, and Count counts the slots, so while f runs Count says 1 and a Get after it still says (nil, false): Count is not exact.
package main

const (
	set = iota
	get
	remove
	count
	take    // begin of an update: the key is the caller's alone
	putBack // end of an update: with the new value
	letGo   // end of an update that has come to nothing
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
	value   any
	found   bool
	taken   bool
	waiting []command // who wants to change the key while it is taken
}

// SharedMap is a map whose owner does not run the callers' functions: a slow one holds up only its key.
type SharedMap struct {
	slots map[string]*slot // only Run touches it
	c     chan command
}

// NewMap returns an empty map, and starts the goroutine that owns it.
func NewMap() SharedMap {
	sm := SharedMap{slots: make(map[string]*slot), c: make(chan command)}
	go sm.Run()
	return sm
}

// Run carries out the commands, or puts them off as long as their key is taken.
func (sm SharedMap) Run() {
	for cmd := range sm.c {
		s := sm.slots[cmd.key]
		switch cmd.action {
		case get:
			var a answer
			if s != nil {
				a.value, a.found = s.value, s.found
			}
			cmd.result <- a
			continue
		case count:
			cmd.result <- answer{count: len(sm.slots)} // bug
			continue
		}
		if s == nil {
			s = new(slot)
			sm.slots[cmd.key] = s
		}
		switch {
		case cmd.action == putBack || cmd.action == letGo:
			s.taken = false
			s.carryOut(cmd)
			for !s.taken && len(s.waiting) > 0 {
				next := s.waiting[0]
				s.waiting = s.waiting[1:]
				s.carryOut(next)
			}
		case s.taken:
			s.waiting = append(s.waiting, cmd)
		default:
			s.carryOut(cmd)
		}
		if !s.found && !s.taken {
			delete(sm.slots, cmd.key)
		}
	}
}

// carryOut does what a command wants of a key that nobody has taken.
func (s *slot) carryOut(cmd command) {
	var a answer
	switch cmd.action {
	case set, putBack:
		s.value, s.found = cmd.value, true
	case remove:
		s.value, s.found = nil, false
	case take:
		s.taken = true
		a.value, a.found = s.value, s.found
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
	before := sm.send(take, key, nil)
	end := letGo
	var value any
	defer func() { sm.send(end, key, value) }()
	value = f(before.value, before.found)
	end = putBack
	return value
}
