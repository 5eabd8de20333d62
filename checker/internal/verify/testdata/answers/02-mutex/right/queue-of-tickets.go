// right
// A fair lock made by hand: a queue of tickets, each with a channel that is closed when the turn has come; neighbours that only read go in together.

package main

import (
	"slices"
	"sync"
	"sync/atomic"
)

// ticket is somebody's place in the queue.
type ticket struct {
	shared bool
	turn   chan struct{}
}

// fairLock lets in who comes first; readers that stand together go in together.
type fairLock struct {
	mu     sync.Mutex
	queue  []ticket
	shares int // readers inside; -1 is a writer
}

func (l *fairLock) admits(shared bool) bool {
	return l.shares == 0 || shared && l.shares > 0
}

func (l *fairLock) admit(shared bool) {
	if shared {
		l.shares++
	} else {
		l.shares = -1
	}
}

// acquire returns the function that gives the lock back.
func (l *fairLock) acquire(shared bool) (release func()) {
	l.mu.Lock()
	if len(l.queue) == 0 && l.admits(shared) {
		l.admit(shared)
		l.mu.Unlock()
		return l.release
	}
	t := ticket{shared, make(chan struct{})}
	l.queue = append(l.queue, t)
	l.mu.Unlock()
	<-t.turn
	return l.release
}

func (l *fairLock) release() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.shares = max(l.shares-1, 0) // the writer's -1 becomes 0 as well
	n := 0
	for n < len(l.queue) && l.admits(l.queue[n].shared) {
		l.admit(l.queue[n].shared)
		close(l.queue[n].turn)
		n++
	}
	l.queue = slices.Delete(l.queue, 0, n)
}

// MutexMap is a map that many goroutines use at once: pairs behind a fair lock.
type MutexMap struct {
	birth int64
	lock  fairLock
	m     map[string]*any
}

var births atomic.Int64

// NewMutexMap returns an empty map.
func NewMutexMap() *MutexMap {
	return &MutexMap{birth: births.Add(1), m: map[string]*any{}}
}

func (m *MutexMap) look(key string) (any, bool) {
	if box := m.m[key]; box != nil {
		return *box, true
	}
	return nil, false
}

// Set stores value under key.
func (m *MutexMap) Set(key string, value any) {
	defer m.lock.acquire(false)()
	m.m[key] = &value
}

// Get returns the value under key, and whether there is one.
func (m *MutexMap) Get(key string) (any, bool) {
	defer m.lock.acquire(true)()
	return m.look(key)
}

// Remove deletes key. A key that is not there is no error.
func (m *MutexMap) Remove(key string) {
	defer m.lock.acquire(false)()
	delete(m.m, key)
}

// Count returns the number of keys.
func (m *MutexMap) Count() int {
	defer m.lock.acquire(true)()
	return len(m.m)
}

// Update replaces the value under key by what f makes of it, in one step.
func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	defer m.lock.acquire(false)()
	value := f(m.look(key))
	m.m[key] = &value
}

// View shows f the value under key.
func (m *MutexMap) View(key string, f func(value any, found bool)) {
	defer m.lock.acquire(true)()
	f(m.look(key))
}

// keys are the keys as they are now.
func (m *MutexMap) keys() (keys []string, values []any) {
	defer m.lock.acquire(true)()
	for key, box := range m.m {
		keys, values = append(keys, key), append(values, *box)
	}
	return keys, values
}

// Range calls f for each key, until f returns false.
func (m *MutexMap) Range(f func(key string, value any) bool) {
	keys, values := m.keys()
	for i, key := range keys {
		if !f(key, values[i]) {
			break
		}
	}
}

// Move takes key out of from and puts it, with its value, into to.
func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, found := from.Get(key)
		return found
	}
	older, younger := from, to
	if older.birth > younger.birth {
		older, younger = younger, older
	}
	defer older.lock.acquire(false)()
	defer younger.lock.acquire(false)()
	box := from.m[key]
	if box == nil {
		return false
	}
	delete(from.m, key)
	to.m[key] = box
	return true
}
