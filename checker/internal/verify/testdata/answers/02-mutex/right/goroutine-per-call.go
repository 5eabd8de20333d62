// right
// Each call runs its work, callback included, in a goroutine of its own that has ended when the call returns; a panic travels back to the caller as it was.
package main

import (
	"sync"
	"sync/atomic"
)

// MutexMap is a map that every call visits by a messenger.
type MutexMap struct {
	id int32
	mu sync.RWMutex
	m  sync.Map // safe itself; mu makes steps of its calls
	n  int
}

var ids atomic.Int32

// NewMutexMap returns an empty map.
func NewMutexMap() *MutexMap { return &MutexMap{id: ids.Add(1)} }

// send runs do in a goroutine and comes back when that has ended.
func send(do func(), locks ...sync.Locker) {
	var (
		wg     sync.WaitGroup
		failed bool
		why    any
	)
	wg.Add(1)
	go func() {
		defer wg.Done()
		for _, l := range locks {
			l.Lock()
			defer l.Unlock()
		}
		failed = true
		defer func() { why = recover() }()
		do()
		failed = false
	}()
	wg.Wait()
	if failed {
		panic(why)
	}
}

func (m *MutexMap) put(key string, value any) {
	if _, found := m.m.Swap(key, value); !found {
		m.n++
	}
}

func (m *MutexMap) take(key string) (any, bool) {
	value, found := m.m.LoadAndDelete(key)
	if found {
		m.n--
	}
	return value, found
}

func (m *MutexMap) Set(key string, value any) {
	send(func() { m.put(key, value) }, &m.mu)
}

func (m *MutexMap) Get(key string) (value any, found bool) {
	send(func() { value, found = m.m.Load(key) }, m.mu.RLocker())
	return value, found
}

func (m *MutexMap) Remove(key string) {
	send(func() { m.take(key) }, &m.mu)
}

func (m *MutexMap) Count() (n int) {
	send(func() { n = m.n }, m.mu.RLocker())
	return n
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	send(func() { m.put(key, f(m.m.Load(key))) }, &m.mu)
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	send(func() { f(m.m.Load(key)) }, m.mu.RLocker())
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	type entry struct{ key, value any }
	var all []entry
	send(func() {
		m.m.Range(func(key, value any) bool {
			all = append(all, entry{key, value})
			return true
		})
	}, m.mu.RLocker())
	send(func() {
		for _, e := range all {
			if !f(e.key.(string), e.value) {
				return
			}
		}
	})
}

func Move(from, to *MutexMap, key string) (found bool) {
	if from == to {
		_, found = from.Get(key)
		return found
	}
	locks := []sync.Locker{&from.mu, &to.mu}
	if to.id < from.id {
		locks[0], locks[1] = locks[1], locks[0]
	}
	send(func() {
		var value any
		if value, found = from.take(key); found {
			to.put(key, value)
		}
	}, locks...)
	return found
}
