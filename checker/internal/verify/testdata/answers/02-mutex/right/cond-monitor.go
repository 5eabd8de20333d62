// right
// A monitor with sync.Cond and a count of readers; readers go first, and a writer waits until there are none.
package main

import (
	"maps"
	"sync"
)

type monitor struct {
	mu sync.Mutex
	c  *sync.Cond
	n  int
}

func (l *monitor) RLock() {
	l.mu.Lock()
	for l.n < 0 {
		l.c.Wait()
	}
	l.n++
	l.mu.Unlock()
}
func (l *monitor) RUnlock() { l.mu.Lock(); l.n--; l.c.Broadcast(); l.mu.Unlock() }
func (l *monitor) Lock() {
	l.mu.Lock()
	for l.n != 0 {
		l.c.Wait()
	}
	l.n = -1
	l.mu.Unlock()
}
func (l *monitor) Unlock() { l.mu.Lock(); l.n = 0; l.c.Broadcast(); l.mu.Unlock() }

type MutexMap struct {
	mu monitor
	m  map[string]any
}

func NewMutexMap() *MutexMap {
	m := &MutexMap{m: map[string]any{}}
	m.mu.c = sync.NewCond(&m.mu.mu)
	return m
}
func (m *MutexMap) Set(key string, value any) { m.mu.Lock(); defer m.mu.Unlock(); m.m[key] = value }
func (m *MutexMap) Get(key string) (any, bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	v, ok := m.m[key]
	return v, ok
}
func (m *MutexMap) Remove(key string) { m.mu.Lock(); defer m.mu.Unlock(); delete(m.m, key) }
func (m *MutexMap) Count() int        { m.mu.RLock(); defer m.mu.RUnlock(); return len(m.m) }
func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	old, ok := m.m[key]
	m.m[key] = f(old, ok)
}
func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	v, ok := m.m[key]
	f(v, ok)
}
func (m *MutexMap) Range(f func(key string, value any) bool) {
	m.mu.RLock()
	snap := maps.Clone(m.m)
	m.mu.RUnlock()
	for k, v := range snap {
		if !f(k, v) {
			return
		}
	}
}
func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, ok := from.Get(key)
		return ok
	}
	from.mu.Lock()
	v, ok := from.m[key]
	delete(from.m, key)
	from.mu.Unlock()
	if ok {
		to.Set(key, v)
	}
	return ok
}
