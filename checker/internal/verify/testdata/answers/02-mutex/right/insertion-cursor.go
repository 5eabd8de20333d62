// right
// Right: entries stand in the order of a serial number; Range walks by that number up to the last one there was at the call and holds the lock only between two callbacks, so new and re-set keys come too late for it.
package main

import (
	"cmp"
	"slices"
	"sync"
)

type entry struct {
	serial uint64
	key    string
	value  any
}

type MutexMap struct {
	sync.RWMutex
	id, serial uint64
	rows       []*entry
	rowOf      map[string]*entry
}

var registry struct {
	sync.Mutex
	made uint64
}

func NewMutexMap() *MutexMap {
	registry.Lock()
	defer registry.Unlock()
	registry.made++
	return &MutexMap{id: registry.made, rowOf: make(map[string]*entry)}
}

// after is the index of the first row whose serial is above.
func (m *MutexMap) after(serial uint64) int {
	i, _ := slices.BinarySearchFunc(m.rows, serial+1, func(e *entry, s uint64) int {
		return cmp.Compare(e.serial, s)
	})
	return i
}

func (m *MutexMap) at(key string) (any, bool) {
	if e := m.rowOf[key]; e != nil {
		return e.value, true
	}
	return nil, false
}

func (m *MutexMap) put(key string, value any) {
	e := m.rowOf[key]
	if e == nil {
		m.serial++
		e = &entry{serial: m.serial, key: key}
		m.rowOf[key], m.rows = e, append(m.rows, e)
	}
	e.value = value
}

func (m *MutexMap) drop(key string) {
	if e := m.rowOf[key]; e != nil {
		i := m.after(e.serial - 1)
		m.rows = slices.Delete(m.rows, i, i+1)
		delete(m.rowOf, key)
	}
}

func (m *MutexMap) Set(key string, value any) {
	m.Lock()
	defer m.Unlock()
	m.put(key, value)
}

func (m *MutexMap) Get(key string) (any, bool) {
	m.RLock()
	defer m.RUnlock()
	return m.at(key)
}

func (m *MutexMap) Remove(key string) {
	m.Lock()
	defer m.Unlock()
	m.drop(key)
}

func (m *MutexMap) Count() int {
	m.RLock()
	defer m.RUnlock()
	return len(m.rows)
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.Lock()
	defer m.Unlock()
	m.put(key, f(m.at(key)))
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.RLock()
	defer m.RUnlock()
	f(m.at(key))
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	m.RLock()
	last := m.serial
	m.RUnlock()
	next := func(serial uint64) (e entry, ok bool) {
		m.RLock()
		defer m.RUnlock()
		if i := m.after(serial); i < len(m.rows) && m.rows[i].serial <= last {
			return *m.rows[i], true
		}
		return
	}
	for e, ok := next(0); ok && f(e.key, e.value); e, ok = next(e.serial) {
	}
}

func Move(from, to *MutexMap, key string) bool {
	switch cmp.Compare(from.id, to.id) {
	case -1:
		from.Lock()
		defer from.Unlock()
		to.Lock()
		defer to.Unlock()
	case 0:
		from.RLock()
		defer from.RUnlock()
		return from.rowOf[key] != nil
	case +1:
		to.Lock()
		defer to.Unlock()
		from.Lock()
		defer from.Unlock()
	}
	value, found := from.at(key)
	if found {
		from.drop(key)
		to.put(key, value)
	}
	return found
}
