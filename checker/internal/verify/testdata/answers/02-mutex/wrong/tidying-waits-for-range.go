// wrong: callback
// explain: assertion double-lock
// Contract: "f may Set, Remove, Count and Range". Removed rows stay as holes until there are 100 of them; then Remove tidies up, for which it waits until no Range is on its way: an f that removes that many keys waits for itself.
package main

import (
	"cmp"
	"slices"
	"sync"
)

type entry struct {
	serial uint64
	key    string
	gone   bool
	value  any
}

type MutexMap struct {
	sync.RWMutex
	walkers    sync.RWMutex // Ranges hold it: they stand on a place in rows
	holes      int
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
		delete(m.rowOf, key)
		e.gone = true
		m.holes++
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
	m.drop(key)
	untidy := m.holes >= 100
	m.Unlock()
	if untidy {
		m.tidy()
	}
}

func (m *MutexMap) tidy() {
	m.walkers.Lock() // bug
	defer m.walkers.Unlock()
	m.Lock()
	defer m.Unlock()
	m.rows = slices.DeleteFunc(m.rows, func(e *entry) bool { return e.gone })
	m.holes = 0
}

func (m *MutexMap) Count() int {
	m.RLock()
	defer m.RUnlock()
	return len(m.rowOf)
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
	m.walkers.RLock()
	defer m.walkers.RUnlock()
	m.RLock()
	rows := m.rows
	m.RUnlock()
	look := func(e *entry) (value any, there bool) {
		m.RLock()
		defer m.RUnlock()
		return e.value, !e.gone
	}
	for _, e := range rows {
		if value, there := look(e); there && !f(e.key, value) {
			return
		}
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
