// wrong: update
// A Set on a key that is lent to an Update is put aside and its caller goes on, so the caller's own Count comes before it and misses the key: Count is exact, each call one step.

package main

const (
	set = iota
	get
	remove
	count
	begin  // of an update: the key is lent to the caller
	finish // of an update: the key comes back
)

type command struct {
	action int
	key    string
	value  any
	store  bool // finish: whether value is to be stored
	reply  chan answer
}

type answer struct {
	value any
	found bool
	n     int
}

// SharedMap is a map that one goroutine owns; it lends single keys to callers.
type SharedMap struct {
	c chan command
}

// NewMap starts the owner of an empty map.
func NewMap() SharedMap {
	sm := SharedMap{c: make(chan command)}
	go sm.Run()
	return sm
}

// Run carries out the commands. What asks for a key that is lent waits until it is back.
func (sm SharedMap) Run() {
	m := make(map[string]any)
	leased := make(map[string]bool)
	waiting := make(map[string][]command)
	var serve func(cmd command)
	serve = func(cmd command) {
		if leased[cmd.key] && cmd.action != count && cmd.action != finish {
			waiting[cmd.key] = append(waiting[cmd.key], cmd)
			return
		}
		var a answer
		switch cmd.action {
		case set:
			m[cmd.key] = cmd.value
		case get:
			a.value, a.found = m[cmd.key]
		case remove:
			delete(m, cmd.key)
		case count:
			a.n = len(m)
		case begin:
			a.value, a.found = m[cmd.key]
			leased[cmd.key] = true
		case finish:
			if cmd.store {
				m[cmd.key] = cmd.value
			}
			delete(leased, cmd.key)
			queue := waiting[cmd.key]
			delete(waiting, cmd.key)
			for _, next := range queue {
				serve(next) // where one of them borrows the key, the rest waits again
			}
		}
		cmd.reply <- a
	}
	for cmd := range sm.c {
		serve(cmd)
	}
}

func (sm SharedMap) ask(cmd command) answer {
	cmd.reply = make(chan answer, 1)
	sm.c <- cmd
	return <-cmd.reply
}

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) {
	sm.c <- command{action: set, key: key, value: value, reply: make(chan answer, 1)}
}

// Get returns what is stored under key, and whether anything is.
func (sm SharedMap) Get(key string) (any, bool) {
	a := sm.ask(command{action: get, key: key})
	return a.value, a.found
}

// Remove takes key out of the map.
func (sm SharedMap) Remove(key string) {
	sm.ask(command{action: remove, key: key})
}

// Count returns how many keys the map has.
func (sm SharedMap) Count() int {
	return sm.ask(command{action: count}).n
}

// Update borrows the key, calls f where the caller is, and brings the key back.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	lent := sm.ask(command{action: begin, key: key})
	back := command{action: finish, key: key}
	defer func() { sm.ask(back) }()
	back.value = f(lent.value, lent.found)
	back.store = true
	return back.value
}
