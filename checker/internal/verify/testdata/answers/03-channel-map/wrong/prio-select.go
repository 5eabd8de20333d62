// wrong: run
// Changes lie in a buffered channel that the owner looks into first, but between that look and the second select a Set can return and the Get behind it arrive, and the second select may then pick the Get: what is Set is not got.
package main

type job func(m map[string]any)

// SharedMap is a map whose owner puts changes before questions.
type SharedMap struct {
	changes   chan job // buffered: who changes something does not wait
	questions chan job // unbuffered
}

// NewMap returns an empty map, and starts the goroutine that owns it.
func NewMap() SharedMap {
	sm := SharedMap{changes: make(chan job, 64), questions: make(chan job)}
	go sm.Run()
	return sm
}

// Run carries out the changes that are there, and only then listens to questions.
func (sm SharedMap) Run() {
	m := make(map[string]any)
	for {
		select {
		case change := <-sm.changes:
			change(m)
			continue
		default: // no changes are left
		}
		select {
		case change := <-sm.changes:
			change(m)
		case question := <-sm.questions: // bug
			question(m)
		}
	}
}

func (sm SharedMap) Set(key string, value any) {
	sm.changes <- func(m map[string]any) { m[key] = value }
}

func (sm SharedMap) Remove(key string) {
	sm.changes <- func(m map[string]any) { delete(m, key) }
}

func (sm SharedMap) Get(key string) (value any, found bool) {
	sm.ask(func(m map[string]any) { value, found = m[key] })
	return value, found
}

func (sm SharedMap) Count() (n int) {
	sm.ask(func(m map[string]any) { n = len(m) })
	return n
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) (value any) {
	sm.ask(func(m map[string]any) {
		old, found := m[key]
		value = f(old, found)
		m[key] = value
	})
	return value
}

// ask has the question answered, and returns when it has been.
func (sm SharedMap) ask(question job) {
	done := make(chan struct{})
	sm.questions <- func(m map[string]any) {
		question(m)
		close(done)
	}
	<-done
}
