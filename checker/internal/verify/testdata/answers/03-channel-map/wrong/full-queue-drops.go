// wrong: run
// Set drops the value when 1,024 commands wait already: what is Set can be got.

package main

type answer struct {
	value any
	found bool
	n     int
}

// command is something to do with the map, and where the answer goes.
type command struct {
	do    func(m map[string]any) answer
	reply chan answer
}

// SharedMap is a map that one goroutine owns.
type SharedMap struct {
	c chan command
}

// NewMap returns an empty map, ready for use.
func NewMap() SharedMap {
	sm := SharedMap{c: make(chan command, 1024)}
	go sm.Run()
	return sm
}

// Run carries out the commands.
func (sm SharedMap) Run() {
	m := make(map[string]any)
	for cmd := range sm.c {
		a := cmd.do(m)
		if cmd.reply != nil {
			cmd.reply <- a
		}
	}
}

func (sm SharedMap) ask(do func(m map[string]any) answer) answer {
	reply := make(chan answer)
	sm.c <- command{do, reply}
	return <-reply
}

// Set stores value under key. It never makes its caller wait.
func (sm SharedMap) Set(key string, value any) {
	cmd := command{do: func(m map[string]any) answer {
		m[key] = value
		return answer{}
	}}
	select {
	case sm.c <- cmd:
	default: // a map that far behind is lost anyway
	}
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
