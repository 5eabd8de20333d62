// right
// No mutex at all: a map is a channel of exactly eight tokens; a reader takes one, a writer takes all eight, and only one writer at a time may collect.
package main

import (
	"maps"
	"sync/atomic"
)

const seats = 8 // views that are inside at once; more of them wait

type MutexMap struct {
	number  int64
	tokens  chan struct{}
	collect chan struct{}
	values  map[string]any
}

var made atomic.Int64

func NewMutexMap() *MutexMap {
	m := &MutexMap{made.Add(1), make(chan struct{}, seats), make(chan struct{}, 1), map[string]any{}}
	for range seats {
		m.tokens <- struct{}{}
	}
	m.collect <- struct{}{}
	return m
}

func (m *MutexMap) read(f func()) {
	token := <-m.tokens
	defer func() { m.tokens <- token }()
	f()
}

func (m *MutexMap) write(f func()) {
	turn := <-m.collect
	for range seats {
		<-m.tokens
	}
	defer func() {
		for range seats {
			m.tokens <- struct{}{}
		}
		m.collect <- turn
	}()
	f()
}

func (m *MutexMap) Set(key string, value any) { m.write(func() { m.values[key] = value }) }
func (m *MutexMap) Remove(key string)         { m.write(func() { delete(m.values, key) }) }

func (m *MutexMap) Get(key string) (value any, found bool) {
	m.read(func() { value, found = m.values[key] })
	return value, found
}

func (m *MutexMap) Count() (n int) {
	m.read(func() { n = len(m.values) })
	return n
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.write(func() {
		old, found := m.values[key]
		m.values[key] = f(old, found)
	})
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.read(func() {
		value, found := m.values[key]
		f(value, found)
	})
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	var then map[string]any
	m.read(func() { then = maps.Clone(m.values) })
	for key, value := range then {
		if !f(key, value) {
			break
		}
	}
}

func Move(from, to *MutexMap, key string) (moved bool) {
	if from == to {
		_, moved = from.Get(key)
		return moved
	}
	first, second := from, to
	if first.number > second.number {
		first, second = second, first
	}
	first.write(func() {
		second.write(func() {
			var value any
			if value, moved = from.values[key]; moved {
				delete(from.values, key)
				to.values[key] = value
			}
		})
	})
	return moved
}
