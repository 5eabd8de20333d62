// right
// The owner writes a history of everything and an index into it, rewrites the history when half of it is old, and leaves the answers to a postman goroutine, a pipeline of two.
package main

type letter struct {
	to   chan<- []any
	text []any
}

type line struct {
	key   string
	value any
}

type request struct {
	action byte
	key    string
	rest   any
	to     chan<- []any
}

type SharedMap struct {
	in  chan request
	out chan letter
}

func NewMap() SharedMap {
	sm := SharedMap{in: make(chan request), out: make(chan letter, 4)}
	go sm.Run()
	return sm
}

func (sm SharedMap) postman() {
	for l := range sm.out {
		l.to <- l.text
	}
}

func (sm SharedMap) Run() {
	go sm.postman()
	var (
		history []line
		newest  = map[string]int{}
		r       request
		value   any
		at      int
		found   bool
	)
receive:
	r = <-sm.in
	value = nil
	if at, found = newest[r.key]; found {
		value = history[at].value
	}
	switch r.action {
	case '?':
		sm.out <- letter{r.to, []any{value, found}}
		goto receive
	case '#':
		sm.out <- letter{r.to, []any{len(newest)}}
		goto receive
	case '-':
		delete(newest, r.key)
		goto tidy
	case '!':
		value = r.rest.(func(any, bool) any)(value, found)
		sm.out <- letter{r.to, []any{value}}
	case '+':
		value = r.rest
	}
	newest[r.key], history = len(history), append(history, line{r.key, value})
tidy:
	if len(history) > 8+2*len(newest) {
		kept, places := make([]line, 0, len(newest)), make(map[string]int, len(newest))
		for i, l := range history {
			if j, ok := newest[l.key]; ok && i == j {
				places[l.key], kept = len(kept), append(kept, l)
			}
		}
		history, newest = kept, places
	}
	goto receive
}

func (sm SharedMap) ask(action byte, key string, rest any) []any {
	to := make(chan []any)
	sm.in <- request{action, key, rest, to}
	return <-to
}

func (sm SharedMap) Set(key string, value any) { sm.in <- request{'+', key, value, nil} }

func (sm SharedMap) Get(key string) (any, bool) {
	a := sm.ask('?', key, nil)
	return a[0], a[1].(bool)
}

func (sm SharedMap) Remove(key string) { sm.in <- request{'-', key, nil, nil} }

func (sm SharedMap) Count() int { return sm.ask('#', "", nil)[0].(int) }

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return sm.ask('!', key, f)[0]
}
