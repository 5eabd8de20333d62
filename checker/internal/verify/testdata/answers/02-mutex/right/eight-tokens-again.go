// right
// Right: a view holds one of exactly eight tokens and a writer collects all eight, while a second, short lock guards the data, so that Get and Count never wait for a callback.
package main

import (
	"maps"
	"slices"
)

const viewTokens = 8

type semaphore chan struct{}

func (s semaphore) take()    { s <- struct{}{} }
func (s semaphore) release() { <-s }

type MutexMap struct {
	number int
	writer semaphore // who holds it may collect the tokens
	tokens semaphore
	data   semaphore
	m      map[string]any
}

// numbers comes from a goroutine of the package, not of any map.
var numbers = make(chan int)

func init() {
	go func() {
		for n := 0; ; n++ {
			numbers <- n
		}
	}()
}

func NewMutexMap() *MutexMap {
	return &MutexMap{
		number: <-numbers,
		writer: make(semaphore, 1),
		tokens: make(semaphore, viewTokens),
		data:   make(semaphore, 1),
		m:      make(map[string]any),
	}
}

func (m *MutexMap) collect() {
	m.writer.take()
	for range cap(m.tokens) {
		m.tokens.take()
	}
}

func (m *MutexMap) scatter() {
	for range cap(m.tokens) {
		m.tokens.release()
	}
	m.writer.release()
}

func (m *MutexMap) store(key string, value any) {
	m.data.take()
	m.m[key] = value
	m.data.release()
}

func (m *MutexMap) Set(key string, value any) {
	m.collect()
	defer m.scatter()
	m.store(key, value)
}

func (m *MutexMap) Get(key string) (any, bool) {
	m.data.take()
	defer m.data.release()
	value, found := m.m[key]
	return value, found
}

func (m *MutexMap) Remove(key string) {
	m.collect()
	defer m.scatter()
	m.data.take()
	defer m.data.release()
	delete(m.m, key)
}

func (m *MutexMap) Count() int {
	m.data.take()
	defer m.data.release()
	return len(m.m)
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.collect()
	defer m.scatter()
	m.store(key, f(m.Get(key)))
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.tokens.take()
	defer m.tokens.release()
	f(m.Get(key))
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	m.data.take()
	keys := slices.Sorted(maps.Keys(m.m))
	values := make([]any, len(keys))
	for i := range keys {
		values[i] = m.m[keys[i]]
	}
	m.data.release()
	for i := 0; i < len(keys) && f(keys[i], values[i]); i++ {
	}
}

func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, found := to.Get(key)
		return found
	}
	pair := []*MutexMap{from, to}
	slices.SortFunc(pair, func(a, b *MutexMap) int { return a.number - b.number })
	for _, m := range pair {
		m.collect()
		defer m.scatter()
	}
	for _, m := range pair {
		m.data.take()
		defer m.data.release()
	}
	value, found := from.m[key]
	if !found {
		return false
	}
	delete(from.m, key)
	to.m[key] = value
	return true
}
