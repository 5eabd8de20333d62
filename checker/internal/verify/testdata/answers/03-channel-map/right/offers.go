// right
// There are no commands: each method has an unbuffered channel of its own, and Count simply receives the length that the owner holds out all the time.
package main

type entry struct {
	key   string
	value any
}

type question struct {
	key    string
	answer chan<- lookup
}

type lookup struct {
	value any
	found bool
}

type change struct {
	key    string
	f      func(old any, found bool) any
	result chan<- any
}

// SharedMap is a counter with five windows, and one clerk behind it.
type SharedMap struct {
	sets    chan entry
	gets    chan question
	removes chan string
	counts  chan int
	updates chan change
}

// NewMap returns an empty map, and starts the goroutine that owns it.
func NewMap() SharedMap {
	sm := SharedMap{
		sets:    make(chan entry),
		gets:    make(chan question),
		removes: make(chan string),
		counts:  make(chan int),
		updates: make(chan change),
	}
	go sm.Run()
	return sm
}

// Run serves whoever comes to a window.
func (sm SharedMap) Run() {
	m := map[string]any{}
	for {
		select {
		case e := <-sm.sets:
			m[e.key] = e.value
		case q := <-sm.gets:
			value, found := m[q.key]
			q.answer <- lookup{value, found}
		case key := <-sm.removes:
			delete(m, key)
		case sm.counts <- len(m):
		case u := <-sm.updates:
			old, found := m[u.key]
			value := u.f(old, found)
			m[u.key] = value
			u.result <- value
		}
	}
}

func (sm SharedMap) Set(key string, value any) { sm.sets <- entry{key, value} }

func (sm SharedMap) Get(key string) (any, bool) {
	answer := make(chan lookup)
	sm.gets <- question{key, answer}
	found := <-answer
	return found.value, found.found
}

func (sm SharedMap) Remove(key string) { sm.removes <- key }

func (sm SharedMap) Count() int { return <-sm.counts }

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	result := make(chan any)
	sm.updates <- change{key, f, result}
	return <-result
}
