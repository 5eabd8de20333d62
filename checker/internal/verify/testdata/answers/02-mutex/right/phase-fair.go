// right
// A state word with two condition variables, handed on phase by phase (all waiting views, then one writer), and a mutex that nobody holds during a callback: Get, Count and Range answer at once even while Update's f runs.
package main

import (
	"sync"
	"sync/atomic"
)

type MutexMap struct {
	rank uint64

	mu       sync.Mutex // guards all below, for moments
	m        map[string]any
	inside   int // views inside; -1: a writer
	phase    int // how often waiting views were let in
	wantView int
	wantIn   int  // writers that wait
	handed   bool // inside is -1 for a waiting writer that has not noticed yet
	views    *sync.Cond
	writers  *sync.Cond
}

var ranks atomic.Uint64

func NewMutexMap() *MutexMap {
	m := &MutexMap{rank: ranks.Add(1), m: map[string]any{}}
	m.views, m.writers = sync.NewCond(&m.mu), sync.NewCond(&m.mu)
	return m
}

func (m *MutexMap) beginWrite() {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.inside == 0 {
		m.inside = -1
		return
	}
	m.wantIn++
	for !m.handed {
		m.writers.Wait()
	}
	m.handed = false
}

func (m *MutexMap) handToWriter() {
	m.wantIn--
	m.inside, m.handed = -1, true
	m.writers.Signal()
}

func (m *MutexMap) endWrite() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.inside = 0
	switch {
	case m.wantView > 0:
		m.inside, m.wantView = m.wantView, 0
		m.phase++
		m.views.Broadcast()
	case m.wantIn > 0:
		m.handToWriter()
	}
}

func (m *MutexMap) beginView(key string) (any, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.inside >= 0 && m.wantIn == 0 {
		m.inside++
	} else {
		m.wantView++
		for phase := m.phase; phase == m.phase; {
			m.views.Wait()
		}
	}
	value, found := m.m[key]
	return value, found
}

func (m *MutexMap) endView() {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.inside--; m.inside == 0 && m.wantIn > 0 {
		m.handToWriter()
	}
}

// put is the moment at which a write becomes visible; remove is another.
func (m *MutexMap) put(key string, value any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.m[key] = value
}

func (m *MutexMap) remove(key string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.m, key)
}

func (m *MutexMap) Set(key string, value any) {
	m.beginWrite()
	defer m.endWrite()
	m.put(key, value)
}

func (m *MutexMap) Get(key string) (any, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	value, found := m.m[key]
	return value, found
}

func (m *MutexMap) Remove(key string) {
	m.beginWrite()
	defer m.endWrite()
	m.remove(key)
}

func (m *MutexMap) Count() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.m)
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.beginWrite()
	defer m.endWrite()
	m.put(key, f(m.Get(key)))
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	value, found := m.beginView(key)
	defer m.endView()
	f(value, found)
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	for key, value := range m.now() {
		if !f(key, value) {
			return
		}
	}
}

func (m *MutexMap) now() map[string]any {
	m.mu.Lock()
	defer m.mu.Unlock()
	c := make(map[string]any, len(m.m))
	for key, value := range m.m {
		c[key] = value
	}
	return c
}

func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, found := from.Get(key)
		return found
	}
	first, second := from, to
	if second.rank < first.rank {
		first, second = second, first
	}
	first.beginWrite()
	defer first.endWrite()
	second.beginWrite()
	defer second.endWrite()
	value, found := from.Get(key)
	if found {
		from.remove(key)
		to.put(key, value)
	}
	return found
}
