// right
// No RWMutex: a view signs into a WaitGroup under the mutex and lets the mutex go, a writer keeps the mutex and waits for the WaitGroup; Move orders maps by their printed addresses.
package main

import (
	"fmt"
	"sync"
)

// MutexMap is a map that many goroutines use at once.
type MutexMap struct {
	mu    sync.Mutex
	views sync.WaitGroup // Add only under mu, Wait only under mu
	m     map[string]any
}

// NewMutexMap returns an empty map.
func NewMutexMap() *MutexMap { return &MutexMap{m: make(map[string]any)} }

// lockAlone is for writers: no new view can sign in, and the old ones end.
func (m *MutexMap) lockAlone() {
	m.mu.Lock()
	m.views.Wait()
}

// Set stores value under key.
func (m *MutexMap) Set(key string, value any) {
	m.lockAlone()
	defer m.mu.Unlock()
	m.m[key] = value
}

// Get returns the value under key, and whether there is one.
func (m *MutexMap) Get(key string) (any, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	value, found := m.m[key]
	return value, found
}

// Remove deletes key.
func (m *MutexMap) Remove(key string) {
	m.lockAlone()
	defer m.mu.Unlock()
	delete(m.m, key)
}

// Count returns the number of keys.
func (m *MutexMap) Count() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.m)
}

// Update replaces the value under key by what f makes of it, in one step.
func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.lockAlone()
	defer m.mu.Unlock()
	old, found := m.m[key]
	m.m[key] = f(old, found)
}

// View shows f the value under key.
func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.mu.Lock()
	value, found := m.m[key]
	m.views.Add(1)
	m.mu.Unlock()
	defer m.views.Done()
	f(value, found)
}

// Range calls f for each key, until f returns false.
func (m *MutexMap) Range(f func(key string, value any) bool) {
	m.mu.Lock()
	keys := make([]string, 0, len(m.m))
	values := make([]any, 0, len(m.m))
	for key, value := range m.m {
		keys = append(keys, key)
		values = append(values, value)
	}
	m.mu.Unlock()
	for i, key := range keys {
		if !f(key, values[i]) {
			return
		}
	}
}

// Move takes key out of from and puts it, with its value, into to.
func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, found := from.Get(key)
		return found
	}
	// Two maps alive at once never have one address, and Go's heap does not
	// move what is in it.
	first, second := from, to
	if fmt.Sprintf("%p", to) < fmt.Sprintf("%p", from) {
		first, second = to, from
	}
	first.lockAlone()
	defer first.mu.Unlock()
	second.lockAlone()
	defer second.mu.Unlock()

	value, found := from.m[key]
	if !found {
		return false
	}
	to.m[key] = value
	delete(from.m, key)
	return true
}
