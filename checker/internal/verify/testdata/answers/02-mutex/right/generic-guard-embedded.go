// right
// Right: a generic guard is embedded by pointer and its method values do all the locking; Range asks for the keys first and looks every value up as it is now.
package main

import "sync"

type guard[T any] struct {
	mu    sync.RWMutex
	inner T
}

func (g *guard[T]) reading(f func(T)) {
	g.mu.RLock()
	defer g.mu.RUnlock()
	f(g.inner)
}

func (g *guard[T]) writing(f func(T)) {
	g.mu.Lock()
	defer g.mu.Unlock()
	f(g.inner)
}

type MutexMap struct {
	*guard[map[string]any]
}

// moving lets one Move at a time hold two locks: others hold one at most.
var moving guard[struct{}]

func NewMutexMap() *MutexMap {
	return &MutexMap{&guard[map[string]any]{inner: map[string]any{}}}
}

func (m *MutexMap) Set(key string, value any) {
	m.writing(func(t map[string]any) { t[key] = value })
}

func (m *MutexMap) Get(key string) (value any, found bool) {
	m.reading(func(t map[string]any) { value, found = t[key] })
	return
}

func (m *MutexMap) Remove(key string) {
	m.writing(func(t map[string]any) { delete(t, key) })
}

func (m *MutexMap) Count() (n int) {
	m.reading(func(t map[string]any) { n = len(t) })
	return
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.writing(func(t map[string]any) {
		old, found := t[key]
		t[key] = f(old, found)
	})
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.reading(func(t map[string]any) {
		value, found := t[key]
		f(value, found)
	})
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	var keys []string
	m.reading(func(t map[string]any) {
		for key := range t {
			keys = append(keys, key)
		}
	})
	for _, key := range keys {
		switch value, found := m.Get(key); {
		case !found:
		case !f(key, value):
			return
		}
	}
}

func Move(from, to *MutexMap, key string) (found bool) {
	if from.guard == to.guard {
		_, found = from.Get(key)
		return found
	}
	moving.writing(func(struct{}) {
		from.writing(func(a map[string]any) {
			to.writing(func(b map[string]any) {
				var value any
				if value, found = a[key]; found {
					b[key] = value
					delete(a, key)
				}
			})
		})
	})
	return found
}
