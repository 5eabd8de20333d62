// right
// Every answer is a stream that ends by closing: a missing key is an empty stream, and Count counts the keys that the owner streams to it, however many they are.
package main

// request is carried out with the owner's map; what it has to say it says to the stream.
type request struct {
	carryOut func(m map[string]any, stream chan<- any)
	stream   chan any
}

// SharedMap is a map that answers in streams.
type SharedMap struct {
	requests chan request
}

// NewMap returns an empty map, and starts the goroutine that owns it.
func NewMap() SharedMap {
	sm := SharedMap{make(chan request)}
	go sm.Run()
	return sm
}

// Run carries out one request after the other; the next has to wait until the stream has been read.
func (sm SharedMap) Run() {
	m := make(map[string]any)
	for r := range sm.requests {
		r.carryOut(m, r.stream)
		close(r.stream)
	}
}

// ask hands in a request, and yields what comes back.
func (sm SharedMap) ask(carryOut func(m map[string]any, stream chan<- any)) func(yield func(any) bool) {
	return func(yield func(any) bool) {
		r := request{carryOut, make(chan any)}
		sm.requests <- r
		more := true
		for v := range r.stream { // to its end in any case: the owner must not be left alone with it
			more = more && yield(v)
		}
	}
}

func (sm SharedMap) Set(key string, value any) {
	for range sm.ask(func(m map[string]any, _ chan<- any) { m[key] = value }) {
	}
}

func (sm SharedMap) Get(key string) (value any, found bool) {
	for v := range sm.ask(func(m map[string]any, stream chan<- any) {
		if v, ok := m[key]; ok {
			stream <- v
		}
	}) {
		value, found = v, true
	}
	return value, found
}

func (sm SharedMap) Remove(key string) {
	for range sm.ask(func(m map[string]any, _ chan<- any) { delete(m, key) }) {
	}
}

func (sm SharedMap) Count() int {
	n := 0
	for range sm.ask(func(m map[string]any, stream chan<- any) {
		for key := range m {
			stream <- key
		}
	}) {
		n++
	}
	return n
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) (value any) {
	for v := range sm.ask(func(m map[string]any, stream chan<- any) {
		old, found := m[key]
		m[key] = f(old, found)
		stream <- m[key]
	}) {
		value = v
	}
	return value
}
