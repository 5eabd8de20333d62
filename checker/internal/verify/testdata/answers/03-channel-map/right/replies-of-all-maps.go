// right
// reply channels are kept for use again in a package-level channel that all maps of the process share; each goes back empty.
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

// replies holds empty reply channels for use again, by any map.
var replies = make(chan chan answer, 32)

type SharedMap struct {
	c chan command
}

func NewMap() SharedMap {
	sm := SharedMap{c: make(chan command)}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	m := make(map[string]any)
	for cmd := range sm.c {
		cmd.reply <- cmd.do(m)
	}
}

func (sm SharedMap) ask(do func(m map[string]any) answer) answer {
	cmd := command{do: do}
	select {
	case cmd.reply = <-replies:
	default:
		cmd.reply = make(chan answer, 1)
	}
	sm.c <- cmd
	a := <-cmd.reply
	select {
	case replies <- cmd.reply:
	default:
	}
	return a
}

func (sm SharedMap) Set(key string, value any) {
	sm.ask(func(m map[string]any) answer {
		m[key] = value
		return answer{}
	})
}

func (sm SharedMap) Get(key string) (any, bool) {
	a := sm.ask(func(m map[string]any) answer {
		v, ok := m[key]
		return answer{value: v, found: ok}
	})
	return a.value, a.found
}

func (sm SharedMap) Remove(key string) {
	sm.ask(func(m map[string]any) answer {
		delete(m, key)
		return answer{}
	})
}

func (sm SharedMap) Count() int {
	return sm.ask(func(m map[string]any) answer { return answer{n: len(m)} }).n
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return sm.ask(func(m map[string]any) answer {
		old, found := m[key]
		v := f(old, found)
		m[key] = v
		return answer{value: v}
	}).value
}
