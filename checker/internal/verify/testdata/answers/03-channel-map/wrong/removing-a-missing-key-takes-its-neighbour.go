// wrong: remove
// The owner keeps a sorted slice, and Remove does not look whether the place that it found holds the key: removing a missing key removes the one behind it, yet that is to be no error and only removed keys are gone.

package main

import (
	"slices"
	"sort"
)

type entry struct {
	key   string
	value any
}

type answer struct {
	value any
	found bool
	n     int
}

type command struct {
	do    func(es *[]entry) answer
	reply chan answer
}

// SharedMap is a sorted list that one goroutine owns.
type SharedMap struct {
	c chan command
}

// NewMap starts the owner of an empty list.
func NewMap() SharedMap {
	sm := SharedMap{make(chan command)}
	go sm.Run()
	return sm
}

// Run carries out the commands.
func (sm SharedMap) Run() {
	var es []entry
	for cmd := range sm.c {
		cmd.reply <- cmd.do(&es)
	}
}

func (sm SharedMap) ask(do func(es *[]entry) answer) answer {
	reply := make(chan answer)
	sm.c <- command{do, reply}
	return <-reply
}

func place(es []entry, key string) int {
	return sort.Search(len(es), func(i int) bool { return es[i].key >= key })
}

func look(es []entry, key string) (any, bool) {
	if i := place(es, key); i < len(es) && es[i].key == key {
		return es[i].value, true
	}
	return nil, false
}

func store(es *[]entry, key string, value any) {
	i := place(*es, key)
	if i < len(*es) && (*es)[i].key == key {
		(*es)[i].value = value
		return
	}
	*es = slices.Insert(*es, i, entry{key, value})
}

// Set stores value under key.
func (sm SharedMap) Set(key string, value any) {
	sm.ask(func(es *[]entry) answer {
		store(es, key, value)
		return answer{}
	})
}

// Get returns what is stored under key, and whether anything is.
func (sm SharedMap) Get(key string) (any, bool) {
	a := sm.ask(func(es *[]entry) answer {
		value, found := look(*es, key)
		return answer{value: value, found: found}
	})
	return a.value, a.found
}

// Remove takes key out of the list.
func (sm SharedMap) Remove(key string) {
	sm.ask(func(es *[]entry) answer {
		if i := place(*es, key); i < len(*es) {
			*es = slices.Delete(*es, i, i+1)
		}
		return answer{}
	})
}

// Count returns how many keys there are.
func (sm SharedMap) Count() int {
	return sm.ask(func(es *[]entry) answer { return answer{n: len(*es)} }).n
}

// Update stores what f makes of the old value, and returns it.
func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	return sm.ask(func(es *[]entry) answer {
		value := f(look(*es, key))
		store(es, key, value)
		return answer{value: value}
	}).value
}
