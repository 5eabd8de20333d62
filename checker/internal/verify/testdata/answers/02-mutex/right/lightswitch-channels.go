// right
// Right: the map itself lies in a channel; a writer takes it out, the first reader takes it and lends it to the other readers, the last reader puts it back; Move takes the two boxes in the order of their numbers.
package main

import (
	"maps"
	"sync/atomic"
)

type table = map[string]any

// lent is what the readers have of the map at the moment.
type lent struct {
	readers int
	table   table
}

type MutexMap struct {
	number int32
	box    chan table
	lent   chan lent
}

var boxes int32

func NewMutexMap() *MutexMap {
	m := &MutexMap{atomic.AddInt32(&boxes, 1), make(chan table, 1), make(chan lent, 1)}
	m.box <- table{}
	m.lent <- lent{}
	return m
}

func (m *MutexMap) borrow() table {
	l := <-m.lent
	if l.readers == 0 {
		l.table = <-m.box
	}
	l.readers++
	m.lent <- l
	return l.table
}

func (m *MutexMap) giveBack() {
	l := <-m.lent
	if l.readers--; l.readers == 0 {
		m.box <- l.table
		l.table = nil
	}
	m.lent <- l
}

func (m *MutexMap) Set(key string, value any) {
	t := <-m.box
	t[key] = value
	m.box <- t
}

func (m *MutexMap) Get(key string) (value any, found bool) {
	m.View(key, func(v any, ok bool) { value, found = v, ok })
	return
}

func (m *MutexMap) Remove(key string) {
	t := <-m.box
	delete(t, key)
	m.box <- t
}

func (m *MutexMap) Count() int {
	defer m.giveBack()
	return len(m.borrow())
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	t := <-m.box
	defer func() { m.box <- t }()
	old, found := t[key]
	t[key] = f(old, found)
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	t := m.borrow()
	defer m.giveBack()
	value, found := t[key]
	f(value, found)
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	now := maps.Clone(m.borrow())
	m.giveBack()
	for key := range now {
		if ok := f(key, now[key]); !ok {
			return
		}
	}
}

func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, found := from.Get(key)
		return found
	}
	var a, b table
	if from.number < to.number {
		a = <-from.box
		b = <-to.box
	} else {
		b = <-to.box
		a = <-from.box
	}
	defer func() { from.box <- a; to.box <- b }()
	value, found := a[key]
	if found {
		delete(a, key)
		b[key] = value
	}
	return found
}
