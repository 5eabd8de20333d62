// wrong: remove
// a removed key is marked by a grave that Get and Count skip and Update does not: Update after Remove is given (grave, true) for a key that is gone
package main

type grave struct{}

type SharedMap struct {
	m map[string]any // only Run touches it
	c chan func()
}

func NewMap() SharedMap {
	sm := SharedMap{m: make(map[string]any), c: make(chan func())}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	for do := range sm.c {
		do()
	}
}

// run has the owner carry out do, and waits for it.
func (sm SharedMap) run(do func()) {
	done := make(chan struct{})
	sm.c <- func() {
		defer close(done)
		do()
	}
	<-done
}

func (sm SharedMap) Set(key string, value any) {
	sm.run(func() { sm.m[key] = value })
}

func (sm SharedMap) Get(key string) (value any, found bool) {
	sm.run(func() {
		value, found = sm.m[key]
		if _, dead := value.(grave); dead {
			value, found = nil, false
		}
	})
	return value, found
}

func (sm SharedMap) Remove(key string) {
	sm.run(func() {
		if _, found := sm.m[key]; found {
			sm.m[key] = grave{} // the bucket is kept for the next Set
		}
	})
}

func (sm SharedMap) Count() (n int) {
	sm.run(func() {
		for _, value := range sm.m {
			if _, dead := value.(grave); !dead {
				n++
			}
		}
	})
	return n
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) (value any) {
	sm.run(func() {
		old, found := sm.m[key]
		value = f(old, found)
		sm.m[key] = value
	})
	return value
}
