// right
// no map at all: the owner keeps a sorted slice of entries and finds keys by halving.
package main

import (
	"slices"
	"strings"
)

type entry struct {
	key   string
	value any
}

type SharedMap struct {
	c chan func(entries []entry) []entry
}

func NewMap() SharedMap {
	sm := SharedMap{c: make(chan func([]entry) []entry)}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	var entries []entry
	for do := range sm.c {
		entries = do(entries)
	}
}

func find(entries []entry, key string) (int, bool) {
	return slices.BinarySearchFunc(entries, key, func(e entry, key string) int { return strings.Compare(e.key, key) })
}

func put(entries []entry, key string, value any) []entry {
	i, ok := find(entries, key)
	if ok {
		entries[i].value = value
		return entries
	}
	return slices.Insert(entries, i, entry{key, value})
}

func (sm SharedMap) Set(key string, value any) {
	sm.c <- func(entries []entry) []entry { return put(entries, key, value) }
}

func (sm SharedMap) Get(key string) (any, bool) {
	found := make(chan []entry) // none or one
	sm.c <- func(entries []entry) []entry {
		if i, ok := find(entries, key); ok {
			found <- []entry{entries[i]}
		} else {
			found <- nil
		}
		return entries
	}
	for _, e := range <-found {
		return e.value, true
	}
	return nil, false
}

func (sm SharedMap) Remove(key string) {
	sm.c <- func(entries []entry) []entry {
		if i, ok := find(entries, key); ok {
			return slices.Delete(entries, i, i+1)
		}
		return entries
	}
}

func (sm SharedMap) Count() int {
	n := make(chan int)
	sm.c <- func(entries []entry) []entry {
		n <- len(entries)
		return entries
	}
	return <-n
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	result := make(chan any, 1)
	sm.c <- func(entries []entry) []entry {
		var old any
		i, found := find(entries, key)
		if found {
			old = entries[i].value
		}
		v := f(old, found)
		result <- v
		return put(entries, key, v)
	}
	return <-result
}
