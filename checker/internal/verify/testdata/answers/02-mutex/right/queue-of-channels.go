// right
// Right: a fair readers-writer lock made of a queue of channels: whoever leaves wakes the next writer or the next row of readers; Move takes the lock of the map with the smaller number first.
package main

import "maps"

type visitor struct {
	writer bool
	enter  chan struct{}
}

// door is the state of the lock; who holds it is nobody's goroutine.
type door struct {
	readers int
	writing bool
	queue   []visitor
}

func (d *door) admit() {
	for len(d.queue) > 0 {
		next := d.queue[0]
		if d.writing || next.writer && d.readers > 0 {
			return
		}
		if d.queue = d.queue[1:]; next.writer {
			d.writing = true
		} else {
			d.readers++
		}
		close(next.enter)
	}
}

type MutexMap struct {
	n    int
	door chan *door
	m    map[string]any
}

var counter = make(chan int, 1)

func init() { counter <- 0 }

func NewMutexMap() *MutexMap {
	n := <-counter
	counter <- n + 1
	m := &MutexMap{n, make(chan *door, 1), make(map[string]any)}
	m.door <- new(door)
	return m
}

func (m *MutexMap) enter(writer bool) {
	v := visitor{writer, make(chan struct{})}
	d := <-m.door
	d.queue = append(d.queue, v)
	d.admit()
	m.door <- d
	<-v.enter
}

func (m *MutexMap) exit() {
	d := <-m.door
	if d.writing {
		d.writing = false
	} else {
		d.readers--
	}
	d.admit()
	m.door <- d
}

func (m *MutexMap) Set(key string, value any) {
	m.enter(true)
	defer m.exit()
	m.m[key] = value
}

func (m *MutexMap) Get(key string) (v any, ok bool) {
	m.enter(false)
	defer m.exit()
	v, ok = m.m[key]
	return
}

func (m *MutexMap) Remove(key string) {
	m.enter(true)
	defer m.exit()
	delete(m.m, key)
}

func (m *MutexMap) Count() int {
	m.enter(false)
	defer m.exit()
	return len(m.m)
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.enter(true)
	defer m.exit()
	old, found := m.m[key]
	m.m[key] = f(old, found)
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.enter(false)
	defer m.exit()
	value, found := m.m[key]
	f(value, found)
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	var now map[string]any
	func() {
		m.enter(false)
		defer m.exit()
		now = maps.Clone(m.m)
	}()
	maps.All(now)(f)
}

func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, ok := from.Get(key)
		return ok
	}
	low, high := from, to
	if low.n > high.n {
		low, high = high, low
	}
	low.enter(true)
	defer low.exit()
	high.enter(true)
	defer high.exit()
	value, ok := from.m[key]
	if !ok {
		return ok
	}
	to.m[key] = value
	delete(from.m, key)
	return ok
}
