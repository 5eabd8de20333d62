// right
// The mailbox carries closures over the map instead of commands; one generic function asks them, and a closed reply without a value tells a missing key.
package main

type SharedMap struct {
	mailbox chan func(map[string]any)
}

func NewMap() (sm SharedMap) {
	defer func() { go sm.Run() }()
	sm.mailbox = make(chan func(map[string]any))
	return
}

func (sm SharedMap) Run() {
	m := map[string]any{}
	for do := range sm.mailbox {
		do(m)
	}
}

// ask has question put to the map, and gives what was answered, if anything was.
func ask[A any](sm SharedMap, question func(m map[string]any, answer chan<- A)) (A, bool) {
	answer := make(chan A, 1)
	sm.mailbox <- func(m map[string]any) {
		defer close(answer)
		question(m, answer)
	}
	a, ok := <-answer
	return a, ok
}

func (sm SharedMap) Set(key string, value any) {
	ask(sm, func(m map[string]any, _ chan<- struct{}) { m[key] = value })
}

func (sm SharedMap) Get(key string) (any, bool) {
	return ask(sm, func(m map[string]any, answer chan<- any) {
		if value, found := m[key]; found {
			answer <- value
		}
	})
}

func (sm SharedMap) Remove(key string) {
	ask(sm, func(m map[string]any, _ chan<- struct{}) { delete(m, key) })
}

func (sm SharedMap) Count() int {
	n, _ := ask(sm, func(m map[string]any, answer chan<- int) { answer <- len(m) })
	return n
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	value, _ := ask(sm, func(m map[string]any, answer chan<- any) {
		old, found := m[key]
		m[key] = f(old, found)
		answer <- m[key]
	})
	return value
}
