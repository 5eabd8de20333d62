// right
// No mutex at all: channels are the semaphores. A view takes one of exactly eight tokens, a writer takes all eight, one writer at a time; maps are in a package-level order.
package main

import "maps"

const tokens = 8

// MutexMap is a map behind two channels.
type MutexMap struct {
	number int
	token  chan struct{} // a view holds one, a writer all
	writer chan struct{} // whoever holds it may collect tokens
	data   chan map[string]any
}

// numbers holds the next number of a map.
var numbers = make(chan int, 1)

func init() { numbers <- 0 }

// NewMutexMap returns an empty map.
func NewMutexMap() *MutexMap {
	number := <-numbers
	numbers <- number + 1
	m := &MutexMap{
		number: number,
		token:  make(chan struct{}, tokens),
		writer: make(chan struct{}, 1),
		data:   make(chan map[string]any, 1),
	}
	for range tokens {
		m.token <- struct{}{}
	}
	m.writer <- struct{}{}
	m.data <- map[string]any{}
	return m
}

func (m *MutexMap) lock() {
	<-m.writer
	for range tokens {
		<-m.token
	}
}

func (m *MutexMap) unlock() {
	for range tokens {
		m.token <- struct{}{}
	}
	m.writer <- struct{}{}
}

// with borrows the map itself for a moment.
func (m *MutexMap) with(do func(map[string]any)) {
	data := <-m.data
	do(data)
	m.data <- data
}

func (m *MutexMap) Set(key string, value any) {
	m.lock()
	defer m.unlock()
	m.with(func(data map[string]any) { data[key] = value })
}

func (m *MutexMap) Get(key string) (value any, found bool) {
	m.with(func(data map[string]any) { value, found = data[key] })
	return value, found
}

func (m *MutexMap) Remove(key string) {
	m.lock()
	defer m.unlock()
	m.with(func(data map[string]any) { delete(data, key) })
}

func (m *MutexMap) Count() (n int) {
	m.with(func(data map[string]any) { n = len(data) })
	return n
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.lock()
	defer m.unlock()
	value := f(m.Get(key))
	m.with(func(data map[string]any) { data[key] = value })
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	<-m.token
	defer func() { m.token <- struct{}{} }()
	f(m.Get(key))
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	var snapshot map[string]any
	m.with(func(data map[string]any) { snapshot = maps.Clone(data) })
	for key, value := range snapshot {
		if !f(key, value) {
			return
		}
	}
}

// Move enters both maps, the one with the greater number first.
func Move(from, to *MutexMap, key string) (found bool) {
	switch {
	case from == to:
		_, found = from.Get(key)
		return found
	case from.number > to.number:
		from.lock()
		to.lock()
	default:
		to.lock()
		from.lock()
	}
	defer to.unlock()
	defer from.unlock()
	var value any
	from.with(func(data map[string]any) {
		value, found = data[key]
		delete(data, key)
	})
	if found {
		to.with(func(data map[string]any) { data[key] = value })
	}
	return found
}
