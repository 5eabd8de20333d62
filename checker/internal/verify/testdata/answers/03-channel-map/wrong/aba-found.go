// wrong: update
// Update compares map-wide change counters, but Set of a nil under a missing key does not count as a change, so f's found is out of date when its value is stored.
package main

type ownedMap struct {
	m       map[string]any
	changes int
}

type SharedMap struct{ c chan func(o *ownedMap) }

func NewMap() SharedMap {
	sm := SharedMap{make(chan func(o *ownedMap))}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	o := &ownedMap{m: make(map[string]any)}
	for do := range sm.c {
		do(o)
	}
}

func (sm SharedMap) ask(do func(o *ownedMap)) {
	done := make(chan struct{})
	sm.c <- func(o *ownedMap) {
		defer close(done)
		do(o)
	}
	<-done
}

// put stores value, and counts the change if it is one.
func (o *ownedMap) put(key string, value any) {
	if value != nil || o.m[key] != nil {
		o.changes++
	}
	o.m[key] = value
}

func (sm SharedMap) Set(key string, value any) {
	sm.ask(func(o *ownedMap) { o.put(key, value) })
}

func (sm SharedMap) Get(key string) (value any, found bool) {
	sm.ask(func(o *ownedMap) { value, found = o.m[key] })
	return value, found
}

func (sm SharedMap) Remove(key string) {
	sm.ask(func(o *ownedMap) {
		if _, found := o.m[key]; found {
			o.changes++
			delete(o.m, key)
		}
	})
}

func (sm SharedMap) Count() (n int) {
	sm.ask(func(o *ownedMap) { n = len(o.m) })
	return n
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	for {
		var old any
		var found bool
		var before int
		sm.ask(func(o *ownedMap) {
			old, found = o.m[key]
			before = o.changes
		})
		value, stored := f(old, found), false
		sm.ask(func(o *ownedMap) {
			if stored = o.changes == before; stored {
				o.put(key, value)
			}
		})
		if stored {
			return value
		}
	}
}
