// wrong: no-lock
// A logger writes under a lock of its own: whoever logs, owns the map for as long as the writer writes.
package main

import "log"

type SharedMap struct {
	l *log.Logger
	w *writer
}

// writer carries out what it is given while the logger holds its lock.
type writer struct {
	m    map[string]any
	next chan func(m map[string]any)
}

func (w *writer) Write(p []byte) (int, error) {
	do := <-w.next
	do(w.m)
	return len(p), nil
}

func NewMap() SharedMap {
	w := &writer{map[string]any{}, make(chan func(map[string]any), 1)}
	return SharedMap{log.New(w, "", 0), w}
}

// Run has nothing to do.
func (sm SharedMap) Run() {}

func (sm SharedMap) ask(f func(m map[string]any)) {
	done := make(chan struct{})
	sm.w.next <- func(m map[string]any) {
		f(m)
		close(done)
	}
	sm.l.Print("next")
	<-done
}

func (sm SharedMap) Set(key string, value any) {
	sm.ask(func(m map[string]any) { m[key] = value })
}

func (sm SharedMap) Get(key string) (value any, found bool) {
	sm.ask(func(m map[string]any) { value, found = m[key] })
	return value, found
}

func (sm SharedMap) Remove(key string) {
	sm.ask(func(m map[string]any) { delete(m, key) })
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
