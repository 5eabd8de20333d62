// wrong: run
// Before a read Run carries out at most 32 of the up to 64 waiting writes, so a Get can overtake a Set that has returned.
package main

type writeCommand struct {
	key    string
	value  any
	remove bool
}

type SharedMap struct {
	writes chan writeCommand           // buffered: a writer need not wait
	reads  chan func(m map[string]any) // everything that wants an answer
}

func NewMap() SharedMap {
	sm := SharedMap{make(chan writeCommand, 64), make(chan func(m map[string]any))}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	m := make(map[string]any)
	for {
		select {
		case w := <-sm.writes:
			write(m, w)
		case read := <-sm.reads:
			sm.catchUp(m)
			read(m)
		}
	}
}

// catchUp carries out the writes that came before a read, but does not let
// busy writers starve the reader.
func (sm SharedMap) catchUp(m map[string]any) {
	for range 32 {
		select {
		case w := <-sm.writes:
			write(m, w)
		default:
			return
		}
	}
}

func write(m map[string]any, w writeCommand) {
	if w.remove {
		delete(m, w.key)
	} else {
		m[w.key] = w.value
	}
}

func (sm SharedMap) Set(key string, value any) { sm.writes <- writeCommand{key: key, value: value} }

func (sm SharedMap) Remove(key string) { sm.writes <- writeCommand{key: key, remove: true} }

func (sm SharedMap) ask(do func(m map[string]any)) {
	done := make(chan struct{})
	sm.reads <- func(m map[string]any) {
		do(m)
		close(done)
	}
	<-done
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
