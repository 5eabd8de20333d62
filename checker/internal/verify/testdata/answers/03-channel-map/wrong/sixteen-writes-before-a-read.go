// wrong: run
// Writes wait in a queue of 64 and a read first carries out what waits there, but at most sixteen: "what is Set can be got" fails when more were Set while the owner was busy.

package main

type answer struct {
	value any
	found bool
	n     int
}

type read struct {
	do    func(m map[string]any) answer
	reply chan answer
}

// SharedMap has a queue for writes, and a channel for those who want an answer.
type SharedMap struct {
	writes chan func(m map[string]any)
	reads  chan read
}

// NewMap starts the owner of an empty map.
func NewMap() SharedMap {
	sm := SharedMap{make(chan func(m map[string]any), 64), make(chan read)}
	go sm.Run()
	return sm
}

// Run lets no read overtake a write that was there before it.
func (sm SharedMap) Run() {
	m := make(map[string]any)
	for {
		select {
		case write := <-sm.writes:
			write(m)
		case r := <-sm.reads:
			for range 16 {
				select {
				case write := <-sm.writes:
					write(m)
				default:
				}
			}
			r.reply <- r.do(m)
		}
	}
}

func (sm SharedMap) ask(do func(m map[string]any) answer) answer {
	reply := make(chan answer)
	sm.reads <- read{do, reply}
	return <-reply
}

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) {
	sm.writes <- func(m map[string]any) { m[key] = value }
}

// Remove takes key out of the map.
func (sm SharedMap) Remove(key string) {
	sm.writes <- func(m map[string]any) { delete(m, key) }
}

// Get returns what is stored under key, and whether anything is.
func (sm SharedMap) Get(key string) (any, bool) {
	a := sm.ask(func(m map[string]any) answer {
		value, found := m[key]
		return answer{value: value, found: found}
	})
	return a.value, a.found
}

// Count returns how many keys the map has.
func (sm SharedMap) Count() int {
	return sm.ask(func(m map[string]any) answer { return answer{n: len(m)} }).n
}

// Update gives what is stored under key to f, stores what f returns, and returns it.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return sm.ask(func(m map[string]any) answer {
		old, found := m[key]
		value := f(old, found)
		m[key] = value
		return answer{value: value}
	}).value
}
