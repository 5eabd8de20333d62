package main

import "sync"

// MutexMap is a map that many goroutines use at once: a plain Go map behind a
// mutex.
type MutexMap struct {
	mu sync.Mutex
	m  map[string]any
}

// NewMutexMap returns an empty map.
func NewMutexMap() *MutexMap {
	return &MutexMap{m: make(map[string]any)}
}

// Set stores value under key.
func (m *MutexMap) Set(key string, value any) {
	m.mu.Lock()
	m.m[key] = value
	m.mu.Unlock()
}

// Get returns the value under key, and whether there is one.
//
// TODO(locked): Get must be safe while other goroutines call any method.
func (m *MutexMap) Get(key string) (any, bool) {
	value, found := m.m[key]
	return value, found
}

// Remove deletes key. A key that is not there is no error.
//
// TODO(one-lock): Remove must keep the other methods out, and be kept out by
// them.
func (m MutexMap) Remove(key string) {
	m.mu.Lock()
	delete(m.m, key)
	m.mu.Unlock()
}

// Count returns the number of keys.
//
// TODO(locked): so must Count.
func (m *MutexMap) Count() int {
	return len(m.m)
}

// Update replaces the value under key by what f makes of it. Reading, f and
// writing are one step: nothing comes between them. f does not call the map.
//
// TODO(atomic): an Update must not be lost when two run at once.
func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.mu.Lock()
	old, found := m.m[key]
	m.mu.Unlock()

	value := f(old, found)

	m.mu.Lock()
	m.m[key] = value
	m.mu.Unlock()
}

// View shows f the value under key. Several views may be inside f at once, but
// no writer beside them. f does not call the map.
//
// TODO(unlock): when f panics, the map must go on working.
// TODO(readers): one view must not wait for another.
func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.mu.Lock()
	value, found := m.m[key]
	f(value, found)
	m.mu.Unlock()
}

// Range calls f for each key, until f returns false. f may call any method of
// the map. A key that was there when Range was called is seen at most once.
//
// TODO(unlock): however Range ends, the map must go on working.
// TODO(callback): f must be able to call the map.
func (m *MutexMap) Range(f func(key string, value any) bool) {
	m.mu.Lock()
	for key, value := range m.m {
		if !f(key, value) {
			return
		}
	}
	m.mu.Unlock()
}

// Move takes key out of from and puts it, with its value, into to. It returns
// false where from has no such key. Move(m, m, key) changes nothing.
//
// TODO(order): Move must always come to an end, whatever other moves run, and
// from one map into itself, too.
func Move(from, to *MutexMap, key string) bool {
	from.mu.Lock()
	defer from.mu.Unlock()
	to.mu.Lock()
	defer to.mu.Unlock()

	value, found := from.m[key]
	if !found {
		return false
	}
	delete(from.m, key)
	to.m[key] = value
	return true
}
