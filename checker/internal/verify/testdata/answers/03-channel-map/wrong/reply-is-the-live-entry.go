// wrong: no-lock
// the owner answers Get with a pointer to the entry, which a later Set or Update writes in place while the caller reads it: a data race among mixed calls of one key
// explain: data-race unguarded-variable
package main

type entry struct {
	value any
}

type SharedMap struct {
	m map[string]*entry
	c chan command
}

type command struct {
	action int
	key    string
	value  any
	f      func(any, bool) any
	reply  chan *entry
	number chan int
}

const (
	set = iota
	get
	remove
	count
	update
)

func NewMap() SharedMap {
	sm := SharedMap{m: make(map[string]*entry), c: make(chan command)}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	for cmd := range sm.c {
		e := sm.m[cmd.key]
		switch cmd.action {
		case set:
			if e == nil {
				sm.m[cmd.key] = &entry{cmd.value}
			} else {
				e.value = cmd.value // bug
			}
		case get:
			cmd.reply <- e
		case remove:
			delete(sm.m, cmd.key)
		case count:
			cmd.number <- len(sm.m)
		case update:
			if e == nil {
				e = &entry{cmd.f(nil, false)}
				sm.m[cmd.key] = e
			} else {
				e.value = cmd.f(e.value, true) // bug
			}
			cmd.reply <- &entry{e.value}
		}
	}
}

func (sm SharedMap) Set(key string, value any) {
	sm.c <- command{action: set, key: key, value: value}
}

func (sm SharedMap) Get(key string) (any, bool) {
	reply := make(chan *entry)
	sm.c <- command{action: get, key: key, reply: reply}
	if e := <-reply; e != nil {
		return e.value, true
	}
	return nil, false
}

func (sm SharedMap) Remove(key string) {
	sm.c <- command{action: remove, key: key}
}

func (sm SharedMap) Count() int {
	number := make(chan int)
	sm.c <- command{action: count, number: number}
	return <-number
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	reply := make(chan *entry)
	sm.c <- command{action: update, key: key, f: f, reply: reply}
	return (<-reply).value
}
