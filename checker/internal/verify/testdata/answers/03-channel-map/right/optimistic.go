// right
// Update runs its function in the caller and asks the owner to store the result if the key is still as old as it was; if not, it tries again.
package main

type cell struct {
	value   any
	version int
}

type table struct {
	cells map[string]cell
	clock int
}

type SharedMap struct {
	c chan func(t *table)
}

func NewMap() SharedMap {
	sm := SharedMap{c: make(chan func(t *table))}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	t := &table{cells: map[string]cell{}}
	for f := range sm.c {
		f(t)
	}
}

func (t *table) put(key string, value any) {
	t.clock++
	t.cells[key] = cell{value, t.clock}
}

func (sm SharedMap) Set(key string, value any) {
	sm.c <- func(t *table) { t.put(key, value) }
}

func (sm SharedMap) read(key string) (cell, bool) {
	found := make(chan bool, 1)
	reply := make(chan cell, 1)
	sm.c <- func(t *table) {
		got, ok := t.cells[key]
		found <- ok
		reply <- got
	}
	return <-reply, <-found
}

func (sm SharedMap) Get(key string) (any, bool) {
	got, found := sm.read(key)
	return got.value, found
}

func (sm SharedMap) Remove(key string) {
	sm.c <- func(t *table) { delete(t.cells, key) }
}

func (sm SharedMap) Count() int {
	reply := make(chan int, 1)
	sm.c <- func(t *table) { reply <- len(t.cells) }
	return <-reply
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	for {
		was, found := sm.read(key)
		value := f(was.value, found)
		stored := make(chan bool, 1)
		sm.c <- func(t *table) {
			same := t.cells[key].version == was.version
			if same {
				t.put(key, value)
			}
			stored <- same
		}
		if <-stored {
			return value
		}
	}
}
