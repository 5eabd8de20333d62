// wrong: update
// Update computes in the caller and stores if the version of the key is still the same, but a removed key takes its version with it: Remove and Set in between give the old version again, and the Set is lost.
package main

// SharedMap sends its commands to the goroutine that owns the map.
type SharedMap struct {
	m map[string]any
	c chan func(m map[string]any)
}

func NewMap() SharedMap {
	sm := SharedMap{m: map[string]any{}, c: make(chan func(map[string]any))}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	for do := range sm.c {
		do(sm.m)
	}
}

// ask has the owner run f and waits for what it returns.
func ask[R any](sm SharedMap, f func(m map[string]any) R) R {
	answer := make(chan R, 1)
	sm.c <- func(m map[string]any) { answer <- f(m) }
	return <-answer
}

type none struct{}

type lookup struct {
	value any
	found bool
}

func (sm SharedMap) Set(key string, value any) {
	ask(sm, func(m map[string]any) none { put(m, key, value); return none{} })
}

func (sm SharedMap) Get(key string) (any, bool) {
	e, found := sm.entry(key)
	return e.value, found
}

func (sm SharedMap) Remove(key string) {
	ask(sm, func(m map[string]any) none { delete(m, key); return none{} })
}

func (sm SharedMap) Count() int {
	return ask(sm, func(m map[string]any) int { return len(m) })
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	for {
		before, found := sm.entry(key)
		value := f(before.value, found)
		stored := ask(sm, func(m map[string]any) bool {
			now, _ := m[key].(entry)
			if now.version != before.version {
				return false
			}
			put(m, key, value)
			return true
		})
		if stored {
			return value
		}
	}
}

// entry is a value and how often the key was written to.
type entry struct {
	value   any
	version int
}

func put(m map[string]any, key string, value any) {
	e, _ := m[key].(entry)
	m[key] = entry{value, e.version + 1}
}

func (sm SharedMap) entry(key string) (entry, bool) {
	type found struct {
		entry
		ok bool
	}
	e := ask(sm, func(m map[string]any) found { e, ok := m[key].(entry); return found{e, ok} })
	return e.entry, e.ok
}
