// wrong: count
// Sixteen owners hold a part of the keys each and Count asks one after the other, so it can count a key that is gone and its successor, or neither: Count is one step and exact.

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

// SharedMap has sixteen parts, each with an owner.
type SharedMap struct {
	parts [16]chan command
}

// NewMap starts the owners.
func NewMap() SharedMap {
	var sm SharedMap
	for i := range sm.parts {
		sm.parts[i] = make(chan command)
	}
	go sm.Run()
	return sm
}

// Run owns the first part, and has helpers that own the others.
func (sm SharedMap) Run() {
	for _, c := range sm.parts[1:] {
		go own(c)
	}
	own(sm.parts[0])
}

func own(c <-chan command) {
	m := make(map[string]any)
	for cmd := range c {
		cmd.reply <- cmd.do(m)
	}
}

func askPart(c chan<- command, do func(m map[string]any) answer) answer {
	reply := make(chan answer)
	c <- command{do, reply}
	return <-reply
}

func (sm SharedMap) part(key string) chan command {
	sum := 0
	for _, b := range []byte(key) {
		sum += int(b)
	}
	return sm.parts[sum%len(sm.parts)]
}

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) {
	askPart(sm.part(key), func(m map[string]any) answer {
		m[key] = value
		return answer{}
	})
}

// Get returns what is stored under key, and whether anything is.
func (sm SharedMap) Get(key string) (any, bool) {
	a := askPart(sm.part(key), func(m map[string]any) answer {
		value, found := m[key]
		return answer{value: value, found: found}
	})
	return a.value, a.found
}

// Remove takes key out of the map.
func (sm SharedMap) Remove(key string) {
	askPart(sm.part(key), func(m map[string]any) answer {
		delete(m, key)
		return answer{}
	})
}

// Count returns how many keys all parts have.
func (sm SharedMap) Count() int {
	n := 0
	for _, c := range sm.parts {
		n += askPart(c, func(m map[string]any) answer { return answer{n: len(m)} }).n
	}
	return n
}

// Update stores what f makes of the old value, and returns it.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return askPart(sm.part(key), func(m map[string]any) answer {
		old, found := m[key]
		m[key] = f(old, found)
		return answer{value: m[key]}
	}).value
}
