// right
// A command is a closure over the map; a generic helper types the answer.
package main

type mapJob func(m map[string]any)

type SharedMap struct{ jobs chan mapJob }

type lookedUp struct {
	value any
	found bool
}

func NewMap() SharedMap {
	sm := SharedMap{jobs: make(chan mapJob, 5)}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	m := map[string]any{}
	for job := range sm.jobs {
		job(m)
	}
}

func askOwner[T any](sm SharedMap, question func(m map[string]any) T) T {
	answer := make(chan T, 1)
	sm.jobs <- func(m map[string]any) { answer <- question(m) }
	return <-answer
}

// Set does not wait: the queue is first in, first out.
func (sm SharedMap) Set(key string, value any) {
	sm.jobs <- func(m map[string]any) { m[key] = value }
}

func (sm SharedMap) Get(key string) (any, bool) {
	l := askOwner(sm, func(m map[string]any) lookedUp {
		value, found := m[key]
		return lookedUp{value, found}
	})
	return l.value, l.found
}

func (sm SharedMap) Remove(key string) {
	sm.jobs <- func(m map[string]any) { delete(m, key) }
}

func (sm SharedMap) Count() int {
	return askOwner(sm, func(m map[string]any) int { return len(m) })
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return askOwner(sm, func(m map[string]any) any {
		old, found := m[key]
		value := f(old, found)
		m[key] = value
		return value
	})
}
