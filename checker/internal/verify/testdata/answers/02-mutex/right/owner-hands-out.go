// right
// A goroutine owns the map and hands it out through channels: to any number of readers, or to one writer.
package main

import "maps"

type MutexMap struct {
	read, write         chan map[string]any
	readDone, writeDone chan bool
}

func NewMutexMap() *MutexMap {
	m := &MutexMap{
		read: make(chan map[string]any), write: make(chan map[string]any),
		readDone: make(chan bool), writeDone: make(chan bool),
	}
	go m.own(map[string]any{})
	return m
}

func (m *MutexMap) own(data map[string]any) {
	readers, writing := 0, false
	for {
		read, write := m.read, m.write
		if writing {
			read = nil
		}
		if writing || readers > 0 {
			write = nil
		}
		select {
		case read <- data:
			readers++
		case write <- data:
			writing = true
		case <-m.readDone:
			readers--
		case <-m.writeDone:
			writing = false
		}
	}
}

func (m *MutexMap) reading(f func(data map[string]any)) {
	data := <-m.read
	defer func() { m.readDone <- true }()
	f(data)
}

func (m *MutexMap) writing(f func(data map[string]any)) {
	data := <-m.write
	defer func() { m.writeDone <- true }()
	f(data)
}

func (m *MutexMap) Set(key string, value any) {
	m.writing(func(data map[string]any) { data[key] = value })
}

func (m *MutexMap) Get(key string) (value any, found bool) {
	m.reading(func(data map[string]any) { value, found = data[key] })
	return value, found
}

func (m *MutexMap) Remove(key string) {
	m.writing(func(data map[string]any) { delete(data, key) })
}

func (m *MutexMap) Count() (n int) {
	m.reading(func(data map[string]any) { n = len(data) })
	return n
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.writing(func(data map[string]any) {
		old, found := data[key]
		data[key] = f(old, found)
	})
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.reading(func(data map[string]any) {
		value, found := data[key]
		f(value, found)
	})
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	var all map[string]any
	m.reading(func(data map[string]any) { all = maps.Clone(data) })
	for key, value := range all {
		if !f(key, value) {
			return
		}
	}
}

func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, found := from.Get(key)
		return found
	}
	var value any
	var found bool
	from.writing(func(data map[string]any) {
		value, found = data[key]
		delete(data, key)
	})
	if found {
		to.Set(key, value)
	}
	return found
}
