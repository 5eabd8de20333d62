// wrong: update
// an Update of a key that another Update has in hand is told 'not now' and asks again at once; violates 'waiting is by blocking: a call that spins is refused'.
package main

const (
	set = iota
	get
	remove
	count
	borrow // the old value, to change it
	bring  // the new one
)

type answer struct {
	value any
	found bool
	n     int
	later bool // the key is out: ask again
}

type command struct {
	action int
	key    string
	value  any
	reply  chan answer
}

type SharedMap struct {
	m map[string]any // only Run touches it
	c chan command
}

func NewMap() SharedMap {
	sm := SharedMap{m: make(map[string]any), c: make(chan command)}
	go sm.Run()
	return sm
}

// Run carries out the commands. While a key is lent to an Update, those that
// would disturb it have to come again, and all others go on.
func (sm SharedMap) Run() {
	lent := make(map[string]bool)
	for cmd := range sm.c {
		if cmd.action == bring {
			sm.m[cmd.key] = cmd.value
			cmd.reply <- answer{}
			delete(lent, cmd.key)
			continue
		}
		if lent[cmd.key] && cmd.action != get && cmd.action != count {
			cmd.reply <- answer{later: true}
			continue
		}
		if cmd.action == borrow {
			lent[cmd.key] = true
		}
		sm.carryOut(cmd)
	}
}

func (sm SharedMap) carryOut(cmd command) {
	var a answer
	switch cmd.action {
	case set:
		sm.m[cmd.key] = cmd.value
	case get, borrow:
		a.value, a.found = sm.m[cmd.key]
	case remove:
		delete(sm.m, cmd.key)
	case count:
		a.n = len(sm.m)
	}
	cmd.reply <- a
}

func (sm SharedMap) ask(cmd command) answer {
	for {
		cmd.reply = make(chan answer, 1)
		sm.c <- cmd
		if a := <-cmd.reply; !a.later {
			return a
		}
	}
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
	return sm.ask(command{action: count}).n
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	a := sm.ask(command{action: borrow, key: key})
	v := f(a.value, a.found)
	sm.ask(command{action: bring, key: key, value: v})
	return v
}
