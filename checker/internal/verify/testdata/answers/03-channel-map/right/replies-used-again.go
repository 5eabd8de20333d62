// right
// Reply channels are kept in a package-level list (itself a buffered channel, filled in init) and used again by later calls, of other maps too; each is empty when it is given back.
package main

type slip struct {
	value any
	found bool
	n     int
}

var slips = make(chan chan slip, 32)

func init() {
	for range cap(slips) / 2 {
		slips <- make(chan slip, 1)
	}
}

type errand struct {
	do    func(m map[string]any) slip
	reply chan<- slip
}

type SharedMap struct{ errands chan errand }

func NewMap() SharedMap {
	sm := SharedMap{errands: make(chan errand)}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	m := map[string]any{}
	for e := range sm.errands {
		e.reply <- e.do(m)
	}
}

func (sm SharedMap) send(do func(m map[string]any) slip) (s slip) {
	var reply chan slip
	select {
	case reply = <-slips:
	default:
		reply = make(chan slip, 1)
	}
	defer func() {
		select {
		case slips <- reply:
		default: // enough of them
		}
	}()
	sm.errands <- errand{do, reply}
	return <-reply
}

func (sm SharedMap) Set(key string, value any) {
	sm.send(func(m map[string]any) (s slip) { m[key] = value; return })
}

func (sm SharedMap) Get(key string) (any, bool) {
	s := sm.send(func(m map[string]any) (s slip) { s.value, s.found = m[key]; return })
	return s.value, s.found
}

func (sm SharedMap) Remove(key string) {
	sm.send(func(m map[string]any) (_ slip) { delete(m, key); return })
}

func (sm SharedMap) Count() int {
	return sm.send(func(m map[string]any) slip { return slip{n: len(m)} }).n
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return sm.send(func(m map[string]any) (s slip) {
		s.value, s.found = m[key]
		s.value = f(s.value, s.found)
		m[key] = s.value
		return
	}).value
}
