// right
// Right: one package-level monitor (mutex and condition variable) decides for all maps who may be inside; Move waits until both maps are free and takes them in one step, so there is no order to get wrong.
package main

import (
	"maps"
	"sync"
)

var monitor = struct {
	sync.Mutex
	*sync.Cond
}{}

func init() { monitor.Cond = sync.NewCond(&monitor.Mutex) }

// MutexMap has inside > 0 readers, or inside == -1 for a writer.
type MutexMap struct {
	inside int
	m      map[string]any
}

func NewMutexMap() *MutexMap { return &MutexMap{m: map[string]any{}} }

// write takes all the maps for the caller alone; what it returns gives them back.
func write(all ...*MutexMap) (done func()) {
	monitor.Lock()
	defer monitor.Unlock()
again:
	for {
		for _, m := range all {
			if m.inside != 0 {
				monitor.Wait()
				continue again
			}
		}
		break
	}
	for _, m := range all {
		m.inside--
	}
	return func() {
		monitor.Lock()
		defer monitor.Unlock()
		for _, m := range all {
			m.inside++
		}
		monitor.Broadcast()
	}
}

func (m *MutexMap) read() (done func()) {
	monitor.Lock()
	defer monitor.Unlock()
	for m.inside < 0 {
		monitor.Wait()
	}
	m.inside++
	return m.leave
}

func (m *MutexMap) leave() {
	monitor.Lock()
	defer monitor.Unlock()
	if m.inside--; m.inside == 0 {
		monitor.Broadcast()
	}
}

func (m *MutexMap) Set(key string, value any) {
	defer write(m)()
	m.m[key] = value
}

func (m *MutexMap) Get(key string) (value any, found bool) {
	defer m.read()()
	value, found = m.m[key]
	return
}

func (m *MutexMap) Remove(key string) {
	defer write(m)()
	delete(m.m, key)
}

func (m *MutexMap) Count() int {
	defer m.read()()
	return len(m.m)
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	defer write(m)()
	old, found := m.m[key]
	m.m[key] = f(old, found)
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	defer m.read()()
	value, found := m.m[key]
	f(value, found)
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	done := m.read()
	copied := maps.Clone(m.m)
	done()
	for key, value := range copied {
		if !f(key, value) {
			break
		}
	}
}

func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, found := from.Get(key)
		return found
	}
	defer write(from, to)()
	value, found := from.m[key]
	if found {
		delete(from.m, key)
		to.m[key] = value
	}
	return found
}
