// right
// A room of exactly eight seats made of channels: views take one seat each, a writer one after another all of them, at most one writer at the door.
package main

import (
	"maps"
)

type eight struct {
	w     chan struct{}
	seats chan struct{}
}

func (l *eight) RLock()   { l.seats <- struct{}{} }
func (l *eight) RUnlock() { <-l.seats }
func (l *eight) Lock() {
	l.w <- struct{}{}
	for range cap(l.seats) {
		l.seats <- struct{}{}
	}
}
func (l *eight) Unlock() {
	for range cap(l.seats) {
		<-l.seats
	}
	<-l.w
}

type MutexMap struct {
	mu eight
	m  map[string]any
}

func NewMutexMap() *MutexMap {
	return &MutexMap{mu: eight{make(chan struct{}, 1), make(chan struct{}, 8)}, m: map[string]any{}}
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
