// wrong: remove
// The owner keeps a hash table of its own, and a removal leaves a hole in the chain of probes: another key with the same hash behind the hole is not found any more (only the removed key may be gone; "what is Set can be got").
package main

// The actions that a command can ask for.
const (
	set = iota
	get
	remove
	count
	update
)

type command struct {
	action int
	key    string
	value  any
	change func(old any, found bool) any
	result chan<- answer
}

type answer struct {
	value any
	found bool
	count int
}

// SharedMap is a hash table that one goroutine owns.
type SharedMap struct {
	c chan command
}

func NewMap() SharedMap {
	sm := SharedMap{c: make(chan command)}
	go sm.Run()
	return sm
}

type slot struct {
	used  bool
	key   string
	value any
}

// probe gives the place of key, or the free place where it would go.
func probe(slots []slot, key string) *slot {
	h := uint32(2166136261)
	for _, b := range []byte(key) {
		h = (h ^ uint32(b)) * 16777619
	}
	for i := h; ; i++ {
		if s := &slots[i%uint32(len(slots))]; !s.used || s.key == key {
			return s
		}
	}
}

func (sm SharedMap) Run() {
	slots, used := make([]slot, 16), 0
	put := func(s *slot, key string, value any) {
		if !s.used {
			used++
		}
		*s = slot{true, key, value}
		if used*4 < len(slots)*3 {
			return
		}
		larger := make([]slot, 2*len(slots))
		for _, old := range slots {
			if old.used {
				*probe(larger, old.key) = old
			}
		}
		slots = larger
	}
	for cmd := range sm.c {
		s := probe(slots, cmd.key)
		a := answer{s.value, s.used, used}
		switch cmd.action {
		case set:
			put(s, cmd.key, cmd.value)
		case remove:
			if s.used {
				*s = slot{} // bug
				used--
			}
		case update:
			a.value = cmd.change(a.value, a.found)
			put(s, cmd.key, a.value)
		}
		cmd.result <- a
	}
}

func (sm SharedMap) ask(cmd command) answer {
	result := make(chan answer, 1)
	cmd.result = result
	sm.c <- cmd
	return <-result
}

func (sm SharedMap) Set(key string, value any) {
	sm.ask(command{action: set, key: key, value: value})
}

func (sm SharedMap) Get(key string) (any, bool) {
	a := sm.ask(command{action: get, key: key})
	return a.value, a.found
}

func (sm SharedMap) Remove(key string) {
	sm.ask(command{action: remove, key: key})
}

func (sm SharedMap) Count() int {
	return sm.ask(command{action: count}).count
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return sm.ask(command{action: update, key: key, change: f}).value
}
