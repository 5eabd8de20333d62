// right
// One monitor (a mutex and a condition) keeps the books for all maps of the program; who needs two maps gets both at one moment, so there is no order to keep.
package main

import "sync"

var (
	hall     sync.Mutex // guards the books of all maps, never held while foreign code runs
	hallBell = sync.NewCond(&hall)
)

type MutexMap struct {
	viewers int
	writing bool
	waiting int // writers that want it
	m       map[string]any
}

func NewMutexMap() *MutexMap { return &MutexMap{m: make(map[string]any)} }

func hallWrite(ms ...*MutexMap) (leave func()) {
	hall.Lock()
	defer hall.Unlock()
	for _, m := range ms {
		m.waiting++
	}
	for {
		free := true
		for _, m := range ms {
			free = free && !m.writing && m.viewers == 0
		}
		if free {
			break
		}
		hallBell.Wait()
	}
	for _, m := range ms {
		m.waiting--
		m.writing = true
	}
	return func() {
		hall.Lock()
		defer hall.Unlock()
		for _, m := range ms {
			m.writing = false
		}
		hallBell.Broadcast()
	}
}

func hallRead(m *MutexMap) (leave func()) {
	hall.Lock()
	defer hall.Unlock()
	for m.writing || m.waiting > 0 {
		hallBell.Wait()
	}
	m.viewers++
	return func() {
		hall.Lock()
		defer hall.Unlock()
		m.viewers--
		hallBell.Broadcast()
	}
}

func (m *MutexMap) Set(key string, value any) {
	defer hallWrite(m)()
	m.m[key] = value
}

func (m *MutexMap) Get(key string) (any, bool) {
	defer hallRead(m)()
	value, found := m.m[key]
	return value, found
}

func (m *MutexMap) Remove(key string) {
	defer hallWrite(m)()
	delete(m.m, key)
}

func (m *MutexMap) Count() int {
	defer hallRead(m)()
	return len(m.m)
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	defer hallWrite(m)()
	old, found := m.m[key]
	m.m[key] = f(old, found)
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	defer hallRead(m)()
	value, found := m.m[key]
	f(value, found)
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	leave := hallRead(m)
	keys := make([]string, 0, len(m.m))
	values := make([]any, 0, len(m.m))
	for key, value := range m.m {
		keys = append(keys, key)
		values = append(values, value)
	}
	leave()
	for len(keys) > 0 && f(keys[0], values[0]) {
		keys, values = keys[1:], values[1:]
	}
}

func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, found := from.Get(key)
		return found
	}
	defer hallWrite(from, to)()
	value, found := from.m[key]
	if !found {
		return false
	}
	delete(from.m, key)
	to.m[key] = value
	return true
}
