// right
// Five typed channels, one an action, and one select in the owner's loop.
package main

type pair struct {
	key   string
	value any
}

type question struct {
	key   string
	reply chan answer
}

type answer struct {
	value any
	found bool
}

type change struct {
	key   string
	f     func(any, bool) any
	reply chan any
}

type SharedMap struct {
	sets    chan pair
	gets    chan question
	removes chan string
	counts  chan chan int
	updates chan change
}

func NewMap() SharedMap {
	sm := SharedMap{
		sets:    make(chan pair),
		gets:    make(chan question),
		removes: make(chan string),
		counts:  make(chan chan int),
		updates: make(chan change),
	}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	m := make(map[string]any)
	for {
		select {
		case p := <-sm.sets:
			m[p.key] = p.value
		case q := <-sm.gets:
			value, found := m[q.key]
			q.reply <- answer{value, found}
		case key := <-sm.removes:
			delete(m, key)
		case reply := <-sm.counts:
			reply <- len(m)
		case c := <-sm.updates:
			old, found := m[c.key]
			m[c.key] = c.f(old, found)
			c.reply <- m[c.key]
		}
	}
}

func (sm SharedMap) Set(key string, value any) { sm.sets <- pair{key, value} }

func (sm SharedMap) Get(key string) (any, bool) {
	reply := make(chan answer, 1)
	sm.gets <- question{key, reply}
	a := <-reply
	return a.value, a.found
}

func (sm SharedMap) Remove(key string) { sm.removes <- key }

func (sm SharedMap) Count() int {
	reply := make(chan int, 1)
	sm.counts <- reply
	return <-reply
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	reply := make(chan any, 1)
	sm.updates <- change{key, f, reply}
	return <-reply
}
