// wrong: one-lock
// Each key has its lock, and Remove deletes the lock with the key: who waited for the deleted lock and who takes the new one do not exclude each other.
package main

import (
	"sync"
	"sync/atomic"
)

var mapIDs atomic.Int64

// A keyLock guards one key of the sync.Map values.
type keyLock = sync.RWMutex

// present stands for a value in values (which may be nil).
type present struct{ value any }

type MutexMap struct {
	id     int64
	locks  sync.Map // string to *keyLock
	values sync.Map // string to present
	n      atomic.Int64
}

func NewMutexMap() *MutexMap {
	return &MutexMap{id: mapIDs.Add(1)}
}

func (m *MutexMap) lock(key string) *keyLock {
	mu, _ := m.locks.LoadOrStore(key, new(keyLock))
	return mu.(*keyLock)
}

// put, drop and look are called with the key locked.
func (m *MutexMap) put(key string, value any) {
	if _, there := m.values.Swap(key, present{value}); !there {
		m.n.Add(1)
	}
}

func (m *MutexMap) drop(key string) {
	if _, there := m.values.LoadAndDelete(key); there {
		m.n.Add(-1)
	}
}

func (m *MutexMap) look(key string) (any, bool) {
	p, there := m.values.Load(key)
	if !there {
		return nil, false
	}
	return p.(present).value, true
}

func (m *MutexMap) Set(key string, value any) {
	mu := m.lock(key)
	mu.Lock()
	defer mu.Unlock()
	m.put(key, value)
}

func (m *MutexMap) Get(key string) (any, bool) {
	mu := m.lock(key)
	mu.RLock()
	defer mu.RUnlock()
	return m.look(key)
}

func (m *MutexMap) Remove(key string) {
	mu := m.lock(key)
	mu.Lock()
	defer mu.Unlock()
	m.drop(key)
	m.locks.Delete(key) // nobody needs it any more
}

func (m *MutexMap) Count() int { return int(m.n.Load()) }

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	mu := m.lock(key)
	mu.Lock()
	defer mu.Unlock()
	m.put(key, f(m.look(key)))
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	mu := m.lock(key)
	mu.RLock()
	defer mu.RUnlock()
	f(m.look(key))
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	var keys []string
	m.values.Range(func(key, _ any) bool {
		keys = append(keys, key.(string))
		return true
	})
	for _, key := range keys {
		if value, found := m.Get(key); found && !f(key, value) {
			return
		}
	}
}

func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, found := from.Get(key)
		return found
	}
	source, target := from.lock(key), to.lock(key)
	if from.id < to.id {
		source.Lock()
		target.Lock()
	} else {
		target.Lock()
		source.Lock()
	}
	defer source.Unlock()
	defer target.Unlock()
	value, found := from.look(key)
	if found {
		to.put(key, value)
		from.drop(key)
	}
	return found
}
