// right
// The owner lends the map out: a caller asks for it, gets it, and gives it back on a channel of its own.
package main

type loan struct {
	m    map[string]any
	back chan<- struct{}
}

type SharedMap struct {
	desk chan chan<- loan
}

func NewMap() SharedMap {
	sm := SharedMap{desk: make(chan chan<- loan)}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	m := make(map[string]any)
	for borrower := range sm.desk {
		back := make(chan struct{})
		borrower <- loan{m, back}
		<-back
	}
}

func (sm SharedMap) borrow() loan {
	mine := make(chan loan)
	sm.desk <- mine
	return <-mine
}

func (l loan) giveBack() { l.back <- struct{}{} }

func (sm SharedMap) Set(key string, value any) {
	l := sm.borrow()
	defer l.giveBack()
	l.m[key] = value
}

func (sm SharedMap) Get(key string) (any, bool) {
	l := sm.borrow()
	defer l.giveBack()
	value, found := l.m[key]
	return value, found
}

func (sm SharedMap) Remove(key string) {
	l := sm.borrow()
	defer l.giveBack()
	delete(l.m, key)
}

func (sm SharedMap) Count() int {
	l := sm.borrow()
	defer l.giveBack()
	return len(l.m)
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	l := sm.borrow()
	defer l.giveBack()
	old, found := l.m[key]
	l.m[key] = f(old, found)
	return l.m[key]
}
