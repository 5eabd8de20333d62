// right
// Channels as locks (a light switch for the readers, a turnstile for fairness), no sync at all; Move locks by number.
package main

import "maps"

// next holds the number that the next map gets.
var next = func() chan int {
	c := make(chan int, 1)
	c <- 0
	return c
}()

type MutexMap struct {
	number int
	turn   chan struct{} // full: somebody is at the door
	room   chan struct{} // full: a writer, or a group of readers, is inside
	inside chan int      // the number of readers inside
	m      map[string]any
}

func NewMutexMap() *MutexMap {
	number := <-next
	next <- number + 1
	m := &MutexMap{
		number: number,
		turn:   make(chan struct{}, 1),
		room:   make(chan struct{}, 1),
		inside: make(chan int, 1),
		m:      make(map[string]any),
	}
	m.inside <- 0
	return m
}

func (m *MutexMap) lock() {
	m.turn <- struct{}{}
	m.room <- struct{}{}
	<-m.turn
}

func (m *MutexMap) unlock() { <-m.room }

func (m *MutexMap) rlock() {
	m.turn <- struct{}{}
	n := <-m.inside
	if n == 0 {
		m.room <- struct{}{}
	}
	m.inside <- n + 1
	<-m.turn
}

func (m *MutexMap) runlock() {
	n := <-m.inside
	if n == 1 {
		<-m.room
	}
	m.inside <- n - 1
}

func (m *MutexMap) Set(key string, value any) {
	m.lock()
	defer m.unlock()
	m.m[key] = value
}

func (m *MutexMap) Get(key string) (value any, found bool) {
	m.rlock()
	defer m.runlock()
	value, found = m.m[key]
	return
}

func (m *MutexMap) Remove(key string) {
	m.lock()
	defer m.unlock()
	delete(m.m, key)
}

func (m *MutexMap) Count() int {
	m.rlock()
	defer m.runlock()
	return len(m.m)
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.lock()
	defer m.unlock()
	old, found := m.m[key]
	m.m[key] = f(old, found)
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.rlock()
	defer m.runlock()
	value, found := m.m[key]
	f(value, found)
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	m.rlock()
	snapshot := maps.Clone(m.m)
	m.runlock()
	for key, value := range snapshot {
		if !f(key, value) {
			return
		}
	}
}

func Move(from, to *MutexMap, key string) bool {
	switch {
	case from == to:
		_, found := from.Get(key)
		return found
	case from.number < to.number:
		from.lock()
		to.lock()
	default:
		to.lock()
		from.lock()
	}
	defer from.unlock()
	defer to.unlock()

	value, found := from.m[key]
	if found {
		delete(from.m, key)
		to.m[key] = value
	}
	return found
}
