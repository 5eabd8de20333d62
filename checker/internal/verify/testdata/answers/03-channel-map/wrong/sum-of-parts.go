// wrong: count
// Eight goroutines own a part of the keys each, and Count asks them one after the other, so while somebody does Set(b) and then Remove(a) it can ask b's owner before and a's owner after and give 0, which the map never held: Count is not exact, not one step.
package main

import "hash/fnv"

const parts = 8

type part struct {
	m map[string]any // only the part's owner touches it
	c chan func(m map[string]any)
}

// SharedMap is a map in parts, each with an owner, so that several can be at work at once.
type SharedMap struct {
	parts []part
}

// NewMap returns an empty map, and starts the goroutines that own it.
func NewMap() SharedMap {
	sm := SharedMap{make([]part, parts)}
	for i := range sm.parts {
		sm.parts[i] = part{make(map[string]any), make(chan func(map[string]any))}
	}
	go sm.Run()
	return sm
}

// Run starts the owners of the parts, and is the last one itself.
func (sm SharedMap) Run() {
	for _, p := range sm.parts[1:] {
		go p.own()
	}
	sm.parts[0].own()
}

func (p part) own() {
	for job := range p.c {
		job(p.m)
	}
}

// do has the owner of the part do the job, and returns when it has.
func (p part) do(job func(m map[string]any)) {
	done := make(chan struct{})
	p.c <- func(m map[string]any) {
		job(m)
		close(done)
	}
	<-done
}

// of returns the part that has the key.
func (sm SharedMap) of(key string) part {
	h := fnv.New32a()
	h.Write([]byte(key))
	return sm.parts[h.Sum32()%parts]
}

func (sm SharedMap) Set(key string, value any) {
	sm.of(key).do(func(m map[string]any) { m[key] = value })
}

func (sm SharedMap) Get(key string) (value any, found bool) {
	sm.of(key).do(func(m map[string]any) { value, found = m[key] })
	return value, found
}

func (sm SharedMap) Remove(key string) {
	sm.of(key).do(func(m map[string]any) { delete(m, key) })
}

func (sm SharedMap) Count() int {
	sum := 0
	for _, p := range sm.parts {
		p.do(func(m map[string]any) { sum += len(m) }) // bug
	}
	return sum
}

func (sm SharedMap) Update(key string, f func(old any, found bool) any) (value any) {
	sm.of(key).do(func(m map[string]any) {
		old, found := m[key]
		value = f(old, found)
		m[key] = value
	})
	return value
}
