// wrong: update
// the owner remembers only the key that was lent last, so an Update of a second key lets a third call read and change the first one under f; violates 'Update is one step' when several keys are updated.
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
// would disturb it wait aside, and all others go on.
func (sm SharedMap) Run() {
	var lent *string // the key that is out
	var aside []command
	for cmd := range sm.c {
		if cmd.action == bring {
			sm.m[cmd.key] = cmd.value
			cmd.reply <- answer{}
			lent = nil
			waiting := aside
			aside = nil
			for _, cmd := range waiting {
				if lent != nil && *lent == cmd.key {
					aside = append(aside, cmd)
					continue
				}
				if cmd.action == borrow {
					key := cmd.key
					lent = &key
				}
				sm.carryOut(cmd)
			}
			continue
		}
		if lent != nil && *lent == cmd.key && cmd.action != get && cmd.action != count {
			aside = append(aside, cmd)
			continue
		}
		if cmd.action == borrow {
			key := cmd.key
			lent = &key
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
	cmd.reply = make(chan answer, 1)
	sm.c <- cmd
	return <-cmd.reply
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
