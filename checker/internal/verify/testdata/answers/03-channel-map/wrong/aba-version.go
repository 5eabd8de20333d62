// wrong: update
// Update is optimistic with a version for each key, but the version dies with the key: removed and set again, it starts at 1 anew.
package main

type entry struct {
	value   any
	version int
}

type SharedMap struct{ c chan func(m map[string]entry) }

func NewMap() SharedMap {
	sm := SharedMap{make(chan func(m map[string]entry))}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	m := make(map[string]entry)
	for do := range sm.c {
		do(m)
	}
}

func (sm SharedMap) ask(do func(m map[string]entry)) {
	done := make(chan struct{})
	sm.c <- func(m map[string]entry) {
		do(m)
		close(done)
	}
	<-done
}

func (sm SharedMap) Set(key string, value any) {
	sm.ask(func(m map[string]entry) { m[key] = entry{value, m[key].version + 1} })
}

func (sm SharedMap) Get(key string) (any, bool) {
	e, found := sm.read(key)
	return e.value, found
}

func (sm SharedMap) read(key string) (e entry, found bool) {
	sm.ask(func(m map[string]entry) { e, found = m[key] })
	return e, found
}

func (sm SharedMap) Remove(key string) {
	sm.ask(func(m map[string]entry) { delete(m, key) })
}

func (sm SharedMap) Count() (n int) {
	sm.ask(func(m map[string]entry) { n = len(m) })
	return n
}

// Update keeps the owner free while f runs. A change in between shows in the
// version, and f is asked again.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	for {
		before, found := sm.read(key)
		value := f(before.value, found)
		stored := false
		sm.ask(func(m map[string]entry) {
			if m[key].version == before.version {
				m[key] = entry{value, before.version + 1}
				stored = true
			}
		})
		if stored {
			return value
		}
	}
}
