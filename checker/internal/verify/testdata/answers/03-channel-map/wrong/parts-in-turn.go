// wrong: count
// four goroutines own a part of the map each, and Count asks one after the other, so it can return a number the map never had; violates 'all five methods are one step'.
package main

type answer struct {
	value any
	found bool
	n     int
}

type command struct {
	do    func(m map[string]any) answer
	reply chan answer
}

type SharedMap struct {
	c []chan command // one for each part of the map
}

func NewMap() SharedMap {
	sm := SharedMap{c: make([]chan command, 4)}
	for i := range sm.c {
		sm.c[i] = make(chan command)
	}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	for _, c := range sm.c {
		go own(c)
	}
}

// own owns one part of the map.
func own(c <-chan command) {
	m := make(map[string]any)
	for cmd := range c {
		cmd.reply <- cmd.do(m)
	}
}

func part(key string) int {
	h := uint32(2166136261)
	for i := range len(key) {
		h = (h ^ uint32(key[i])) * 16777619
	}
	return int(h % 4)
}

func (sm SharedMap) ask(part int, do func(m map[string]any) answer) answer {
	cmd := command{do: do, reply: make(chan answer, 1)}
	sm.c[part] <- cmd
	return <-cmd.reply
}

func (sm SharedMap) Set(key string, value any) {
	sm.ask(part(key), func(m map[string]any) answer {
		m[key] = value
		return answer{}
	})
}

func (sm SharedMap) Get(key string) (any, bool) {
	a := sm.ask(part(key), func(m map[string]any) answer {
		v, ok := m[key]
		return answer{value: v, found: ok}
	})
	return a.value, a.found
}

func (sm SharedMap) Remove(key string) {
	sm.ask(part(key), func(m map[string]any) answer {
		delete(m, key)
		return answer{}
	})
}

func (sm SharedMap) Count() int {
	n := 0
	for i := range sm.c {
		n += sm.ask(i, func(m map[string]any) answer { return answer{n: len(m)} }).n
	}
	return n
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return sm.ask(part(key), func(m map[string]any) answer {
		old, found := m[key]
		v := f(old, found)
		m[key] = v
		return answer{value: v}
	}).value
}
