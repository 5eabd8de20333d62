// wrong: run
// the owner keeps a map for each first byte of the keys, and the empty key has none: key[0] panics; violates 'what is Set can be got'.
// explain: panic
package main

type answer struct {
	value any
	found bool
	n     int
}

type command struct {
	do    func(m parts) answer
	reply chan answer
}

type SharedMap struct {
	c chan command
}

func NewMap() SharedMap {
	sm := SharedMap{c: make(chan command)}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	m := make(parts)
	for cmd := range sm.c {
		cmd.reply <- cmd.do(m)
	}
}

func (sm SharedMap) ask(do func(m parts) answer) answer {
	cmd := command{do: do, reply: make(chan answer, 1)}
	sm.c <- cmd
	return <-cmd.reply
}

func (sm SharedMap) Set(key string, value any) {
	sm.ask(func(m parts) answer {
		m.of(key)[key] = value
		return answer{}
	})
}

func (sm SharedMap) Get(key string) (any, bool) {
	a := sm.ask(func(m parts) answer {
		v, ok := m.of(key)[key]
		return answer{value: v, found: ok}
	})
	return a.value, a.found
}

func (sm SharedMap) Remove(key string) {
	sm.ask(func(m parts) answer {
		delete(m.of(key), key)
		return answer{}
	})
}

func (sm SharedMap) Count() int {
	return sm.ask(func(m parts) answer { return answer{n: m.count()} }).n
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return sm.ask(func(m parts) answer {
		old, found := m.of(key)[key]
		v := f(old, found)
		m.of(key)[key] = v
		return answer{value: v}
	}).value
}

// parts is a map of small maps, one for each letter that a key begins with.
type parts map[byte]map[string]any

func (p parts) of(key string) map[string]any {
	part := p[key[0]] // bug
	if part == nil {
		part = make(map[string]any)
		p[key[0]] = part
	}
	return part
}

func (p parts) count() (n int) {
	for _, part := range p {
		n += len(part)
	}
	return n
}
