// right
// Every method has a channel of its own, in the types it needs; a missing key is answered by closing the reply without a value.

package main

type entry struct {
	key   string
	value any
}

type question struct {
	key   string
	reply chan any // closed without a value where the key is missing
}

type change struct {
	key   string
	f     func(old any, found bool) any
	reply chan<- any
}

// SharedMap has one channel a method.
type SharedMap struct {
	sets    chan entry
	gets    chan question
	removes chan string
	counts  chan int // the owner offers the count to whoever wants it
	changes chan change
}

// NewMap starts the owner of an empty map.
func NewMap() SharedMap {
	sm := SharedMap{
		sets:    make(chan entry),
		gets:    make(chan question),
		removes: make(chan string),
		counts:  make(chan int),
		changes: make(chan change),
	}
	go sm.Run()
	return sm
}

// Run serves whoever comes first.
func (sm SharedMap) Run() {
	m := make(map[string]any)
	for {
		select {
		case e := <-sm.sets:
			m[e.key] = e.value
		case q := <-sm.gets:
			if value, found := m[q.key]; found {
				q.reply <- value
			}
			close(q.reply)
		case key := <-sm.removes:
			delete(m, key)
		case sm.counts <- len(m):
		case c := <-sm.changes:
			old, found := m[c.key]
			m[c.key] = c.f(old, found)
			c.reply <- m[c.key]
		}
	}
}

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) { sm.sets <- entry{key, value} }

// Get returns what is stored under key, and whether anything is.
func (sm SharedMap) Get(key string) (any, bool) {
	q := question{key, make(chan any, 1)}
	sm.gets <- q
	value, found := <-q.reply
	return value, found
}

// Remove takes key out of the map.
func (sm SharedMap) Remove(key string) { sm.removes <- key }

// Count returns how many keys the map has.
func (sm SharedMap) Count() int { return <-sm.counts }

// Update stores what f makes of the old value, and returns it.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	reply := make(chan any, 1)
	sm.changes <- change{key, f, reply}
	return <-reply
}
