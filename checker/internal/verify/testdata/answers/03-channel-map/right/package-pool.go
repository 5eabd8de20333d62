// right
// A buffered queue of interface commands, and reply channels that all maps of the program lend from one package-level pool and give back empty.

package main

// replies is the pool: reply channels that nobody uses at the moment.
var replies = make(chan chan response, 32)

type response struct {
	value any
	found bool
	n     int
}

// instruction is a command that knows how it is carried out.
type instruction interface {
	apply(m map[string]any)
}

// SharedMap is the queue of what is to be done.
type SharedMap struct {
	queue chan instruction
}

type (
	assign struct {
		key   string
		value any
	}
	erase  struct{ key string }
	lookUp struct {
		key string
		to  chan<- response
	}
	tally  struct{ to chan<- response }
	modify struct {
		key string
		f   func(old any, found bool) any
		to  chan<- response
	}
)

func (i assign) apply(m map[string]any) { m[i.key] = i.value }
func (i erase) apply(m map[string]any)  { delete(m, i.key) }
func (i tally) apply(m map[string]any)  { i.to <- response{n: len(m)} }

func (i lookUp) apply(m map[string]any) {
	value, found := m[i.key]
	i.to <- response{value: value, found: found}
}

func (i modify) apply(m map[string]any) {
	old, found := m[i.key]
	m[i.key] = i.f(old, found)
	i.to <- response{value: m[i.key]}
}

// NewMap returns an empty map, ready for use.
func NewMap() SharedMap {
	sm := SharedMap{make(chan instruction, 16)}
	go sm.Run()
	return sm
}

// Run carries out what stands in the queue.
func (sm SharedMap) Run() {
	m := make(map[string]any)
	for i := range sm.queue {
		i.apply(m)
	}
}

// ask queues what build makes of a reply channel, and waits for the response.
func (sm SharedMap) ask(build func(to chan<- response) instruction) response {
	var to chan response
	select {
	case to = <-replies:
	default:
		to = make(chan response, 1)
	}
	sm.queue <- build(to)
	r := <-to
	select {
	case replies <- to:
	default:
	}
	return r
}

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) {
	sm.queue <- assign{key, value}
}

// Get returns what is stored under key, and whether anything is.
func (sm SharedMap) Get(key string) (any, bool) {
	r := sm.ask(func(to chan<- response) instruction { return lookUp{key, to} })
	return r.value, r.found
}

// Remove takes key out of the map.
func (sm SharedMap) Remove(key string) {
	sm.queue <- erase{key}
}

// Count returns how many keys the map has.
func (sm SharedMap) Count() int {
	return sm.ask(func(to chan<- response) instruction { return tally{to} }).n
}

// Update stores what f makes of the old value, and returns it.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return sm.ask(func(to chan<- response) instruction { return modify{key, f, to} }).value
}
