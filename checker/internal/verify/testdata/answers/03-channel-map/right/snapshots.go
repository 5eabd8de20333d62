// right
// Copy-on-write: Run offers an immutable version for reading, and makes the next one for each change.
package main

import "maps"

const versionBuckets = 64

// version is never changed once it has been offered.
type version struct {
	buckets [versionBuckets]map[string]any
	n       int
}

type SharedMap struct {
	current chan *version
	changes chan func(*version) *version
}

func NewMap() SharedMap {
	sm := SharedMap{make(chan *version), make(chan func(*version) *version)}
	go sm.Run()
	return sm
}

func (sm SharedMap) Run() {
	v := new(version)
	for {
		select {
		case change := <-sm.changes:
			v = change(v)
		case sm.current <- v:
		}
	}
}

func bucketOf(key string) int {
	h := 0
	for _, b := range []byte(key) {
		h = (h*31 + int(b)) % versionBuckets
	}
	return h
}

func (v *version) with(key string, value any) *version {
	next, b := *v, bucketOf(key)
	next.buckets[b] = maps.Clone(v.buckets[b])
	if next.buckets[b] == nil {
		next.buckets[b] = make(map[string]any)
	}
	if _, found := next.buckets[b][key]; !found {
		next.n++
	}
	next.buckets[b][key] = value
	return &next
}

func (v *version) without(key string) *version {
	b := bucketOf(key)
	if _, found := v.buckets[b][key]; !found {
		return v
	}
	next := *v
	next.buckets[b] = maps.Clone(v.buckets[b])
	delete(next.buckets[b], key)
	next.n--
	return &next
}

func (sm SharedMap) Set(key string, value any) {
	sm.changes <- func(v *version) *version { return v.with(key, value) }
}

func (sm SharedMap) Get(key string) (any, bool) {
	value, found := (<-sm.current).buckets[bucketOf(key)][key]
	return value, found
}

func (sm SharedMap) Remove(key string) {
	sm.changes <- func(v *version) *version { return v.without(key) }
}

func (sm SharedMap) Count() int { return (<-sm.current).n }

func (sm SharedMap) Update(key string, f func(old any, found bool) any) any {
	result := make(chan any, 1)
	sm.changes <- func(v *version) *version {
		old, found := v.buckets[bucketOf(key)][key]
		value := f(old, found)
		result <- value
		return v.with(key, value)
	}
	return <-result
}
