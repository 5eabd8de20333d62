// right
// SharedMap is an alias of an instance of a generic owner, and what callers send are functions over the map that only the owner runs.
package main

import "iter"

// SharedMap is the owner for the types of this lesson.
type SharedMap = owner[string, any]

// owner is the way to a map that only Run holds, in a variable of its own.
type owner[K comparable, V any] struct {
	jobs chan func(map[K]V)
}

// NewMap returns an empty map, and starts the goroutine that owns it.
func NewMap() SharedMap {
	o := SharedMap{jobs: make(chan func(map[string]any))}
	go o.Run()
	return o
}

// todo yields the jobs as they come.
func (o owner[K, V]) todo() iter.Seq[func(map[K]V)] {
	return func(yield func(func(map[K]V)) bool) {
		for {
			job, open := <-o.jobs
			if !open || !yield(job) {
				return
			}
		}
	}
}

// Run does the jobs, one after the other, on a map that nobody else can name.
func (o owner[K, V]) Run() {
	m := map[K]V{}
	for job := range o.todo() {
		job(m)
	}
}

// ask has the owner work out one answer.
func ask[K comparable, V, R any](o owner[K, V], question func(map[K]V) R) R {
	answer := make(chan R, 1)
	o.jobs <- func(m map[K]V) { answer <- question(m) }
	return <-answer
}

type found[V any] struct {
	value V
	ok    bool
}

// Set stores value under key.
func (o owner[K, V]) Set(key K, value V) {
	ask(o, func(m map[K]V) struct{} { m[key] = value; return struct{}{} })
}

// Get returns what is stored under key, and whether anything is.
func (o owner[K, V]) Get(key K) (V, bool) {
	f := ask(o, func(m map[K]V) (f found[V]) { f.value, f.ok = m[key]; return })
	return f.value, f.ok
}

// Remove takes key out of the map.
func (o owner[K, V]) Remove(key K) {
	ask(o, func(m map[K]V) struct{} { delete(m, key); return struct{}{} })
}

// Count returns how many keys the map has.
func (o owner[K, V]) Count() int {
	return ask(o, func(m map[K]V) int { return len(m) })
}

// Update stores what f makes of what is there, and returns it.
func (o owner[K, V]) Update(key K, f func(old V, found bool) V) V {
	return ask(o, func(m map[K]V) V {
		old, ok := m[key]
		value := f(old, ok)
		m[key] = value
		return value
	})
}
