// right
// One package-level first-come-first-served line of requests for all maps; Move asks for both of its maps in a single request, so there is no lock order at all.
package main

import (
	"slices"
	"sync"
)

// MutexMap is a map that many goroutines use at once. It has no lock of its
// own: who wants to use it asks at the desk.
type MutexMap struct {
	m map[string]any
}

// request is somebody's wish to use one map, or two.
type request struct {
	one, two *MutexMap // two may be nil
	write    bool
	granted  bool
	ready    chan struct{} // closed when granted, nil where it was granted at once
}

func (r *request) uses(m *MutexMap) bool { return m != nil && (r.one == m || r.two == m) }

func (r *request) conflicts(other *request) bool {
	return (r.write || other.write) && (r.uses(other.one) || r.uses(other.two))
}

// desk grants a request as soon as nothing before it in the line conflicts.
var desk struct {
	sync.Mutex
	line []*request
}

func ask(write bool, one, two *MutexMap) *request {
	r := &request{one: one, two: two, write: write}
	desk.Lock()
	if slices.ContainsFunc(desk.line, r.conflicts) {
		r.ready = make(chan struct{})
	} else {
		r.granted = true
	}
	desk.line = append(desk.line, r)
	desk.Unlock()
	if r.ready != nil {
		<-r.ready
	}
	return r
}

func (r *request) giveBack() {
	desk.Lock()
	defer desk.Unlock()
	i := slices.Index(desk.line, r)
	desk.line = slices.Delete(desk.line, i, i+1)
	for i, next := range desk.line {
		if !next.granted && !slices.ContainsFunc(desk.line[:i], next.conflicts) {
			next.granted = true
			close(next.ready)
		}
	}
}

// NewMutexMap returns an empty map.
func NewMutexMap() *MutexMap { return &MutexMap{m: make(map[string]any)} }

// Set stores value under key.
func (m *MutexMap) Set(key string, value any) {
	defer ask(true, m, nil).giveBack()
	m.m[key] = value
}

// Get returns the value under key, and whether there is one.
func (m *MutexMap) Get(key string) (any, bool) {
	defer ask(false, m, nil).giveBack()
	value, found := m.m[key]
	return value, found
}

// Remove deletes key.
func (m *MutexMap) Remove(key string) {
	defer ask(true, m, nil).giveBack()
	delete(m.m, key)
}

// Count returns the number of keys.
func (m *MutexMap) Count() int {
	defer ask(false, m, nil).giveBack()
	return len(m.m)
}

// Update replaces the value under key by what f makes of it, in one step.
func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	defer ask(true, m, nil).giveBack()
	old, found := m.m[key]
	m.m[key] = f(old, found)
}

// View shows f the value under key.
func (m *MutexMap) View(key string, f func(value any, found bool)) {
	defer ask(false, m, nil).giveBack()
	value, found := m.m[key]
	f(value, found)
}

// Range calls f for each key, until f returns false.
func (m *MutexMap) Range(f func(key string, value any) bool) {
	type pair struct {
		key   string
		value any
	}
	var pairs []pair
	func() {
		defer ask(false, m, nil).giveBack()
		for key, value := range m.m {
			pairs = append(pairs, pair{key, value})
		}
	}()
	for _, p := range pairs {
		if !f(p.key, p.value) {
			break
		}
	}
}

// Move takes key out of from and puts it, with its value, into to. From one
// map to itself the two steps undo each other.
func Move(from, to *MutexMap, key string) bool {
	defer ask(true, from, to).giveBack()
	value, found := from.m[key]
	if !found {
		return false
	}
	delete(from.m, key)
	to.m[key] = value
	return true
}
