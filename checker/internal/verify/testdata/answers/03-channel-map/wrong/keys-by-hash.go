// wrong: run
// The owner keeps the hash of a key instead of the key: two keys may have the same.
package main

import "hash/fnv"

type SharedMap struct {
	c chan func(m map[uint32]any)
}

func hash(key string) uint32 {
	h := fnv.New32a()
	_, _ = h.Write([]byte(key))
	return h.Sum32()
}

func NewMap() SharedMap {
	sm := SharedMap{c: make(chan func(map[uint32]any))}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	m := map[uint32]any{}
	for do := range sm.c {
		do(m)
	}
}

// ask has the owner run f and waits until it has.
func (sm SharedMap) ask(f func(m map[uint32]any)) {
	done := make(chan struct{})
	sm.c <- func(m map[uint32]any) {
		defer close(done)
		f(m)
	}
	<-done
}

func (sm SharedMap) Set(key string, value any) {
	sm.ask(func(m map[uint32]any) { m[hash(key)] = value })
}

func (sm SharedMap) Get(key string) (value any, found bool) {
	sm.ask(func(m map[uint32]any) { value, found = m[hash(key)] })
	return value, found
}

func (sm SharedMap) Remove(key string) {
	sm.ask(func(m map[uint32]any) { delete(m, hash(key)) })
}

func (sm SharedMap) Count() (n int) {
	sm.ask(func(m map[uint32]any) { n = len(m) })
	return n
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) (value any) {
	sm.ask(func(m map[uint32]any) {
		old, found := m[hash(key)]
		value = f(old, found)
		m[hash(key)] = value
	})
	return value
}
