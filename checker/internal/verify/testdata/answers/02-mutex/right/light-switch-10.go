// right
// The light switch: the first reader takes the room and the last one gives it back; the count of readers travels in a channel, the room is another one with the map in it, so whoever has received the map may touch it.
package main

import (
	"slices"
	"sync/atomic"
)

type MutexMap struct {
	id      uint64
	room    chan map[string]any // holds the map while nobody is inside
	readers chan reading
}

// reading is what the readers inside share.
type reading struct {
	inside int
	m      map[string]any // the map, while one is inside
}

var lastID atomic.Uint64

func NewMutexMap() *MutexMap {
	m := &MutexMap{id: lastID.Add(1), room: make(chan map[string]any, 1), readers: make(chan reading, 1)}
	m.room <- make(map[string]any)
	m.readers <- reading{}
	return m
}

func (m *MutexMap) enter() map[string]any {
	r := <-m.readers
	if r.inside == 0 {
		r.m = <-m.room
	}
	r.inside++
	m.readers <- r
	return r.m
}

func (m *MutexMap) leave() {
	r := <-m.readers
	if r.inside--; r.inside == 0 {
		m.room <- r.m
		r.m = nil
	}
	m.readers <- r
}

func (m *MutexMap) Set(key string, value any) {
	inside := <-m.room
	inside[key] = value
	m.room <- inside
}

func (m *MutexMap) Get(key string) (any, bool) {
	defer m.leave()
	value, found := m.enter()[key]
	return value, found
}

func (m *MutexMap) Remove(key string) {
	inside := <-m.room
	delete(inside, key)
	m.room <- inside
}

func (m *MutexMap) Count() int {
	defer m.leave()
	return len(m.enter())
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	inside := <-m.room
	defer func() { m.room <- inside }()
	old, found := inside[key]
	inside[key] = f(old, found)
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	inside := m.enter()
	defer m.leave()
	value, found := inside[key]
	f(value, found)
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	type pair struct {
		key   string
		value any
	}
	var pairs []pair
	for key, value := range m.enter() {
		pairs = append(pairs, pair{key, value})
	}
	m.leave()
	slices.SortFunc(pairs, func(a, b pair) int { // backwards, for a change
		if a.key > b.key {
			return -1
		}
		return 1
	})
	for _, p := range pairs {
		if !f(p.key, p.value) {
			return
		}
	}
}

func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, found := from.Get(key)
		return found
	}
	var a, b map[string]any
	if from.id < to.id {
		a = <-from.room
		b = <-to.room
	} else {
		b = <-to.room
		a = <-from.room
	}
	value, found := a[key]
	if found {
		b[key] = value
		delete(a, key)
	}
	from.room <- a
	to.room <- b
	return found
}
