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
// 한국어: 다른 고루틴이 어떤 메서드를 부르는 중에도 Get은 안전해야 합니다.
func (m *MutexMap) Get(key string) (any, bool) {
	value, found := m.m[key]
	return value, found
}

// Remove deletes key. A key that is not there is no error.
//
// TODO(one-lock): Remove must keep the other methods out, and be kept out by
// them.
// 한국어: Remove가 실행되는 동안 다른 메서드는 들어오지 못해야 하고, 그 반대도 마찬가지입니다.
func (m MutexMap) Remove(key string) {
	m.mu.Lock()
	delete(m.m, key)
	m.mu.Unlock()
}

// Count returns the number of keys.
//
// TODO(locked): so must Count.
// 한국어: Count도 마찬가지로 안전해야 합니다.
func (m *MutexMap) Count() int {
	return len(m.m)
}

// Update replaces the value under key by what f makes of it. Reading, f and
// writing are one step: nothing comes between them. f does not call the map.
//
// TODO(atomic): an Update must not be lost when two run at once.
// 한국어: Update 두 개가 동시에 실행되어도 어느 것도 사라지지 않아야 합니다.
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
// 한국어: f가 패닉을 일으켜도 맵은 계속 쓸 수 있어야 합니다.
// TODO(readers): one view must not wait for another.
// 한국어: View끼리는 서로를 기다리지 않아야 합니다.
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
// 한국어: Range가 어떻게 끝나든 맵은 계속 쓸 수 있어야 합니다.
// TODO(callback): f must be able to call the map.
// 한국어: f는 맵의 메서드를 부를 수 있어야 합니다.
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
// 한국어: 다른 Move가 함께 실행되든 같은 맵 안에서 옮기든 Move는 언제나 끝나야 합니다.
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
