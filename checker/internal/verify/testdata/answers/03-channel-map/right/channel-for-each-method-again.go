// right
// Five channels, one for each method, and one select in the owner; requests carry named fields of their own and a type parameter for the answer.
package main

type question[Q, A any] struct {
	of     Q
	answer chan<- A
}

type (
	empty  = struct{}
	entry  struct{ key, value any }
	result struct {
		any
		found bool
	}
	change struct {
		key string
		f   func(any, bool) any
	}
	keyed struct{ key string }
)

type SharedMap struct {
	sets    chan question[entry, empty]
	gets    chan question[keyed, result]
	removes chan question[keyed, empty]
	counts  chan question[empty, int]
	updates chan question[change, any]
}

func NewMap() SharedMap {
	var sm SharedMap
	sm.sets, sm.gets, sm.removes, sm.counts, sm.updates =
		make(chan question[entry, empty]), make(chan question[keyed, result]),
		make(chan question[keyed, empty]), make(chan question[empty, int]), make(chan question[change, any])
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	m := make(map[any]any)
serving:
	for {
		select {
		case q := <-sm.sets:
			m[q.of.key] = q.of.value
			close(q.answer)
		case q := <-sm.gets:
			var r result
			r.any, r.found = m[q.of.key]
			q.answer <- r
		case q, open := <-sm.removes:
			if !open {
				break serving
			}
			delete(m, q.of.key)
			close(q.answer)
		case q := <-sm.counts:
			q.answer <- len(m)
		case q := <-sm.updates:
			old, found := m[q.of.key]
			m[q.of.key] = q.of.f(old, found)
			q.answer <- m[q.of.key]
		}
	}
}

func send[Q, A any](c chan<- question[Q, A], q Q) A {
	answer := make(chan A)
	c <- question[Q, A]{q, answer}
	return <-answer
}

func (sm SharedMap) Set(key string, value any) { send(sm.sets, entry{key, value}) }

func (sm SharedMap) Get(key string) (any, bool) {
	r := send(sm.gets, keyed{key})
	return r.any, r.found
}

func (sm SharedMap) Remove(key string) { send(sm.removes, keyed{key}) }

func (sm SharedMap) Count() int { return send(sm.counts, empty{}) }

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return send(sm.updates, change{key, f})
}
