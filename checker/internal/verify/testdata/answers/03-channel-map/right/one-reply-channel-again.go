// right
// All callers share one reply channel without room; since the command channel has none either, only the caller whose command was taken can be waiting for an answer.
package main

// SharedMap has a channel for questions and one for answers.
type SharedMap struct {
	m        map[string]any
	question chan any
	answer   chan answer
}

type answer struct {
	value any
	found bool
}

type (
	set    struct{ key, value any }
	get    string
	remove string
	count  struct{}
	update struct {
		key string
		f   func(old any, found bool) any
	}
)

// NewMap returns an empty map.
func NewMap() SharedMap {
	sm := SharedMap{make(map[string]any), make(chan any), make(chan answer)}
	go sm.Run()
	return sm
}

// Run answers every question, a set and a remove too.
func (sm SharedMap) Run() {
	for q := range sm.question {
		var a answer
		switch q := q.(type) {
		case set:
			sm.m[q.key.(string)] = q.value
		case get:
			a.value, a.found = sm.m[string(q)]
		case remove:
			delete(sm.m, string(q))
		case count:
			a.value = len(sm.m)
		case update:
			old, found := sm.m[q.key]
			a.value = q.f(old, found)
			sm.m[q.key] = a.value
		}
		sm.answer <- a
	}
}

func (sm SharedMap) ask(q any) (any, bool) {
	sm.question <- q
	a := <-sm.answer
	return a.value, a.found
}

func (sm SharedMap) Set(key string, value any)  { sm.ask(set{key, value}) }
func (sm SharedMap) Get(key string) (any, bool) { return sm.ask(get(key)) }
func (sm SharedMap) Remove(key string)          { sm.ask(remove(key)) }

func (sm SharedMap) Count() int {
	n, _ := sm.ask(count{})
	return n.(int)
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	value, _ := sm.ask(update{key, f})
	return value
}
