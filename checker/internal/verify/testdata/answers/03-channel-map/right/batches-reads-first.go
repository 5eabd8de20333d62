// right
// The owner takes all commands that wait, answers the reads of the batch first and then carries out the writes; every call waits for its answer, so all calls of a batch overlap and any order of them is one that they could have had.
package main

type order struct {
	rank  int // reads before writes
	key   string
	value any
	f     func(any, bool) any
	reply chan answer
}

type answer struct {
	value any
	found bool
	n     int
}

const (
	forGet = iota
	forCount
	forRemove
	forUpdate
	forSet
	ranks
)

type SharedMap struct{ orders chan order }

func NewMap() SharedMap {
	sm := SharedMap{make(chan order, 16)}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	m := map[string]any{}
	var batch [ranks][]order
	for first := range sm.orders {
		batch[first.rank] = append(batch[first.rank], first)
	collecting:
		for range cap(sm.orders) {
			select {
			case o := <-sm.orders:
				batch[o.rank] = append(batch[o.rank], o)
			default:
				break collecting
			}
		}
		for rank := range batch {
			for _, o := range batch[rank] {
				o.reply <- carryOut(m, o)
			}
			clear(batch[rank])
			batch[rank] = batch[rank][:0]
		}
	}
}

func carryOut(m map[string]any, o order) (a answer) {
	switch a.value, a.found = m[o.key]; o.rank {
	case forCount:
		a.n = len(m)
	case forRemove:
		delete(m, o.key)
	case forUpdate:
		a.value = o.f(a.value, a.found)
		m[o.key] = a.value
	case forSet:
		m[o.key] = o.value
	}
	return
}

func (sm SharedMap) call(o order) answer {
	o.reply = make(chan answer, 1)
	sm.orders <- o
	return <-o.reply
}

func (sm SharedMap) Set(key string, value any) { sm.call(order{rank: forSet, key: key, value: value}) }

func (sm SharedMap) Get(key string) (any, bool) {
	a := sm.call(order{rank: forGet, key: key})
	return a.value, a.found
}

func (sm SharedMap) Remove(key string) { sm.call(order{rank: forRemove, key: key}) }

func (sm SharedMap) Count() int { return sm.call(order{rank: forCount}).n }

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return sm.call(order{rank: forUpdate, key: key, f: f}).value
}
