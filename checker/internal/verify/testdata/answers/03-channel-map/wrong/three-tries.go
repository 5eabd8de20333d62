// wrong: update
// Update tries three times to store its result unless somebody was faster, and then gives up.
package main

type cell struct {
	value   any
	version int
}

type table struct {
	cells map[string]cell
	clock int
}

func (t *table) put(key string, value any) {
	t.clock++
	t.cells[key] = cell{value, t.clock}
}

type SharedMap struct {
	c chan func(t *table)
}

func NewMap() SharedMap {
	sm := SharedMap{make(chan func(*table))}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	t := &table{cells: map[string]cell{}}
	for do := range sm.c {
		do(t)
	}
}

func (sm SharedMap) ask(f func(t *table)) {
	done := make(chan struct{})
	sm.c <- func(t *table) {
		f(t)
		close(done)
	}
	<-done
}

func (sm SharedMap) Set(key string, value any) {
	sm.ask(func(t *table) { t.put(key, value) })
}

func (sm SharedMap) Get(key string) (any, bool) {
	c, found := sm.read(key)
	return c.value, found
}

func (sm SharedMap) read(key string) (c cell, found bool) {
	sm.ask(func(t *table) { c, found = t.cells[key] })
	return c, found
}

func (sm SharedMap) Remove(key string) {
	sm.ask(func(t *table) { delete(t.cells, key) })
}

func (sm SharedMap) Count() (n int) {
	sm.ask(func(t *table) { n = len(t.cells) })
	return n
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) (value any) {
	for range 3 {
		before, found := sm.read(key)
		value = f(before.value, found)
		stored := false
		sm.ask(func(t *table) {
			if stored = t.cells[key].version == before.version; stored {
				t.put(key, value)
			}
		})
		if stored {
			return value
		}
	}
	return value
}
