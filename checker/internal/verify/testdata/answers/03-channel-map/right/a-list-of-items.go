// right
// The owner keeps items in a list instead of a map; its types have names that other packages have, too.
package main

type item struct {
	path    string
	history any
	next    *item
}

type token struct{}

type metrics struct {
	first *item
	rand  int
}

type SharedMap struct {
	c chan func(t *metrics)
}

func NewMap() SharedMap {
	sm := SharedMap{make(chan func(*metrics))}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	var t metrics
	for do := range sm.c {
		do(&t)
	}
}

func (sm SharedMap) explore(f func(t *metrics)) {
	atomic := make(chan token)
	sm.c <- func(t *metrics) {
		f(t)
		atomic <- token{}
	}
	<-atomic
}

func (t *metrics) find(key string) **item {
	p := &t.first
	for *p != nil && (*p).path != key {
		p = &(*p).next
	}
	return p
}

func (t *metrics) put(key string, value any) {
	if p := t.find(key); *p != nil {
		(*p).history = value
		return
	}
	t.first = &item{key, value, t.first}
	t.rand++
}

func (sm SharedMap) Set(key string, value any) {
	sm.explore(func(t *metrics) { t.put(key, value) })
}

func (sm SharedMap) Get(key string) (value any, found bool) {
	sm.explore(func(t *metrics) {
		if p := t.find(key); *p != nil {
			value, found = (*p).history, true
		}
	})
	return value, found
}

func (sm SharedMap) Remove(key string) {
	sm.explore(func(t *metrics) {
		if p := t.find(key); *p != nil {
			*p = (*p).next
			t.rand--
		}
	})
}

func (sm SharedMap) Count() (n int) {
	sm.explore(func(t *metrics) { n = t.rand })
	return n
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) (value any) {
	sm.explore(func(t *metrics) {
		var old any
		p := t.find(key)
		if *p != nil {
			old = (*p).history
		}
		value = f(old, *p != nil)
		t.put(key, value)
	})
	return value
}
