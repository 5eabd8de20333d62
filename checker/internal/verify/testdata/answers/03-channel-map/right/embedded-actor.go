// right
// SharedMap gets Run from an embedded generic actor, whose state is behind a state function that returns the next one; the mailbox is buffered, which keeps the order of the commands all the same.
package main

type behaviour[M any] func(M) behaviour[M]

type actor[M any] struct {
	inbox chan M
	first behaviour[M]
}

// Run is promoted to SharedMap.
func (a actor[M]) Run() {
	for state := a.first; state != nil; {
		state = state(<-a.inbox)
	}
}

func spawn[M any](backlog int, first behaviour[M]) actor[M] {
	a := actor[M]{make(chan M, backlog), first}
	go a.Run()
	return a
}

type visitor func(values []any, places map[string]int, free []int) ([]any, []int)

type SharedMap struct{ actor[visitor] }

// keeping is the behaviour of a map that has its values in a slice, with free places to be used again.
func keeping(values []any, places map[string]int, free []int) behaviour[visitor] {
	return func(v visitor) behaviour[visitor] {
		values, free := v(values, places, free)
		return keeping(values, places, free)
	}
}

func NewMap() SharedMap {
	return SharedMap{spawn(12, keeping(nil, map[string]int{}, nil))}
}

func store(key string, value any, values []any, places map[string]int, free []int) ([]any, []int) {
	if at, found := places[key]; found {
		values[at] = value
		return values, free
	}
	if last := len(free) - 1; last >= 0 {
		places[key], values[free[last]], free = free[last], value, free[:last]
		return values, free
	}
	places[key] = len(values)
	return append(values, value), free
}

func (sm SharedMap) Set(key string, value any) {
	sm.inbox <- func(values []any, places map[string]int, free []int) ([]any, []int) {
		return store(key, value, values, places, free)
	}
}

func (sm SharedMap) Get(key string) (any, bool) {
	answers := make(chan any, 2)
	sm.inbox <- func(values []any, places map[string]int, free []int) ([]any, []int) {
		if at, found := places[key]; found {
			answers <- values[at]
			answers <- true
		} else {
			answers <- nil
			answers <- false
		}
		return values, free
	}
	value, found := <-answers, (<-answers).(bool)
	return value, found
}

func (sm SharedMap) Remove(key string) {
	sm.inbox <- func(values []any, places map[string]int, free []int) ([]any, []int) {
		if at, found := places[key]; found {
			values[at] = nil
			delete(places, key)
			free = append(free, at)
		}
		return values, free
	}
}

func (sm SharedMap) Count() int {
	answer := make(chan int, 1)
	sm.inbox <- func(values []any, places map[string]int, free []int) ([]any, []int) {
		answer <- len(values) - len(free)
		return values, free
	}
	return <-answer
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	answer := make(chan any, 1)
	sm.inbox <- func(values []any, places map[string]int, free []int) ([]any, []int) {
		at, found := places[key]
		var old any
		if found {
			old = values[at]
		}
		value := f(old, found)
		answer <- value
		return store(key, value, values, places, free)
	}
	return <-answer
}
