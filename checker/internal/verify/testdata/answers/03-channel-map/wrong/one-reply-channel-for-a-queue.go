// wrong: run
// Commands wait in a buffered channel, but all answers come through one channel, so of two that wait each may take the other's: what is Set can be got, by whoever asks for that key.

package main

type answer struct {
	value any
	found bool
	n     int
}

// SharedMap has a queue of commands and one channel of answers.
type SharedMap struct {
	c       chan func(m map[string]any) answer
	answers chan answer
}

// NewMap starts the owner of an empty map.
func NewMap() SharedMap {
	sm := SharedMap{
		c:       make(chan func(m map[string]any) answer, 8),
		answers: make(chan answer),
	}
	go sm.Run()
	return sm
}

// Run carries out the commands.
func (sm SharedMap) Run() {
	m := make(map[string]any)
	for do := range sm.c {
		sm.answers <- do(m)
	}
}

func (sm SharedMap) ask(do func(m map[string]any) answer) answer {
	sm.c <- do
	return <-sm.answers
}

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) {
	sm.ask(func(m map[string]any) answer {
		m[key] = value
		return answer{}
	})
}

// Get returns what is stored under key, and whether anything is.
func (sm SharedMap) Get(key string) (any, bool) {
	a := sm.ask(func(m map[string]any) answer {
		value, found := m[key]
		return answer{value: value, found: found}
	})
	return a.value, a.found
}

// Remove takes key out of the map.
func (sm SharedMap) Remove(key string) {
	sm.ask(func(m map[string]any) answer {
		delete(m, key)
		return answer{}
	})
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
