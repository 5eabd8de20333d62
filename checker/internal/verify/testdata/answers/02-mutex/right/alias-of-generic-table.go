// right
// MutexMap is an alias of a generic type whose reads and writes are one generic function each; Move holds both locks, taken in the order of a random 128-bit name with a serial number to break ties.
package main

import (
	"cmp"
	"iter"
	"math/rand/v2"
	"sync"
	"sync/atomic"
)

// MutexMap is a table of anything by string.
type MutexMap = table[string, any]

type name struct{ high, low, serial uint64 }

func (n name) less(o name) bool {
	return cmp.Or(cmp.Compare(n.high, o.high), cmp.Compare(n.low, o.low), cmp.Compare(n.serial, o.serial)) < 0
}

type table[K comparable, V any] struct {
	name name
	lock sync.RWMutex
	rows map[K]V
}

var serials atomic.Uint64

// NewMutexMap returns an empty map.
func NewMutexMap() *MutexMap {
	return &table[string, any]{
		name: name{rand.Uint64(), rand.Uint64(), serials.Add(1)},
		rows: map[string]any{},
	}
}

func under[R any](l sync.Locker, do func() R) R {
	l.Lock()
	defer l.Unlock()
	return do()
}

type row[V any] struct {
	value V
	found bool
}

func (t *table[K, V]) row(key K) row[V] {
	value, found := t.rows[key]
	return row[V]{value, found}
}

func (t *table[K, V]) Set(key K, value V) {
	t.Update(key, func(V, bool) V { return value })
}

func (t *table[K, V]) Get(key K) (V, bool) {
	r := under(t.lock.RLocker(), func() row[V] { return t.row(key) })
	return r.value, r.found
}

func (t *table[K, V]) Remove(key K) {
	under(&t.lock, func() row[V] {
		delete(t.rows, key)
		return row[V]{}
	})
}

func (t *table[K, V]) Count() int {
	return under(t.lock.RLocker(), func() int { return len(t.rows) })
}

func (t *table[K, V]) Update(key K, f func(old V, found bool) V) {
	under(&t.lock, func() V {
		r := t.row(key)
		t.rows[key] = f(r.value, r.found)
		return t.rows[key]
	})
}

func (t *table[K, V]) View(key K, f func(value V, found bool)) {
	under(t.lock.RLocker(), func() row[V] {
		r := t.row(key)
		f(r.value, r.found)
		return r
	})
}

func (t *table[K, V]) Range(f func(key K, value V) bool) {
	for key, value := range t.all() {
		if !f(key, value) {
			break
		}
	}
}

// all is the table as it is now; the keys first, the values beside them.
func (t *table[K, V]) all() iter.Seq2[K, V] {
	var keys []K
	var values []V
	under(t.lock.RLocker(), func() int {
		for key, value := range t.rows {
			keys = append(keys, key)
			values = append(values, value)
		}
		return 0
	})
	return func(yield func(K, V) bool) {
		for i := range keys {
			if !yield(keys[i], values[i]) {
				return
			}
		}
	}
}

// both is a Locker of two tables.
type both[K comparable, V any] [2]*table[K, V]

func (b both[K, V]) Lock() {
	if b[1].name.less(b[0].name) {
		b[0], b[1] = b[1], b[0]
	}
	b[0].lock.Lock()
	b[1].lock.Lock()
}

func (b both[K, V]) Unlock() {
	b[0].lock.Unlock()
	b[1].lock.Unlock()
}

// Move takes key out of from and puts it into to.
func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, found := from.Get(key)
		return found
	}
	return under(both[string, any]{from, to}, func() bool {
		r := from.row(key)
		if r.found {
			delete(from.rows, key)
			to.rows[key] = r.value
		}
		return r.found
	})
}
