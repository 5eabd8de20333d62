package rt

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"unsafe"
)

// MapRef is a map before an operation on it.
type MapRef[K comparable, V any] struct {
	m    map[K]V
	site uint32
}

// Map prepares an operation on m: `m[k] = v` becomes Map(m, site).Set(k, v).
func Map[K comparable, V any](m map[K]V, site uint32) MapRef[K, V] { return MapRef[K, V]{m, site} }

// at is the access to the map. It returns the calling goroutine where a trace is kept, else nil.
func (r MapRef[K, V]) at(write bool) *G {
	g := Enter()
	if g == nil || r.m == nil {
		return nil
	}
	g.access(*(*unsafe.Pointer)(unsafe.Pointer(&r.m)), r.site, write, nil)
	if !g.Recording() {
		return nil
	}
	if last := g.s.lastRow(); write && last >= 0 && g.s.rows[last].variable == *(*unsafe.Pointer)(unsafe.Pointer(&r.m)) {
		g.s.rows[last].mapWrite = true
	}
	return g
}

// Get is m[k].
func (r MapRef[K, V]) Get(k K) V {
	v, _ := r.Get2(k)
	return v
}

// Get2 is `v, ok := m[k]`.
func (r MapRef[K, V]) Get2(k K) (V, bool) {
	g := r.at(false)
	v, ok := r.m[k]
	if g != nil {
		g.Note(pair(k, v))
	}
	return v, ok
}

// Set is m[k] = v.
func (r MapRef[K, V]) Set(k K, v V) {
	g := r.at(true)
	r.m[k] = v
	if g != nil {
		g.Note(pair(k, v))
	}
}

// Delete is delete(m, k).
func (r MapRef[K, V]) Delete(k K) {
	if g := r.at(true); g != nil {
		g.Note("delete " + Show(k))
	}
	delete(r.m, k)
}

// Clear is clear(m).
func (r MapRef[K, V]) Clear() {
	r.at(true)
	clear(r.m)
}

// Len is len(m).
func (r MapRef[K, V]) Len() int {
	if g := r.at(false); g != nil {
		g.Note("len " + Show(len(r.m)))
	}
	return len(r.m)
}

// pair returns how an entry is shown.
func pair(k, v any) string {
	if s := Show(v); s != "" {
		return Show(k) + ": " + s
	}
	return Show(k)
}

// Entry is an entry of a map in a range loop.
type Entry[K comparable, V any] struct {
	K K
	m map[K]V
}

// Live reports whether the entry is still in the map.
func (e Entry[K, V]) Live() bool {
	_, ok := e.m[e.K]
	return ok || e.K != e.K
}

// V returns the entry's value now.
func (e Entry[K, V]) V() V { return e.m[e.K] }

// Entries returns the entries of m for a range loop. In a schedule their order is always the same.
func Entries[K comparable, V any](m map[K]V, site uint32) []Entry[K, V] {
	r := Map(m, site)
	r.at(false)
	out := make([]Entry[K, V], 0, len(m))
	for k := range m {
		out = append(out, Entry[K, V]{k, m})
	}
	if active.Load() != nil {
		slices.SortFunc(out, func(a, b Entry[K, V]) int { return compare(a.K, b.K) })
	}
	return out
}

// compare compares two keys by value, and pointers by how the values print that they point to.
func compare(a, b any) int {
	x, y := reflect.ValueOf(a), reflect.ValueOf(b)
	switch {
	case !x.IsValid() || !y.IsValid() || x.Kind() != y.Kind():
	case x.CanInt():
		return cmp.Compare(x.Int(), y.Int())
	case x.CanUint():
		return cmp.Compare(x.Uint(), y.Uint())
	case x.CanFloat():
		return cmp.Compare(x.Float(), y.Float())
	case x.Kind() == reflect.String:
		return cmp.Compare(x.String(), y.String())
	case x.Kind() == reflect.Pointer && x.Elem().IsValid() && y.Elem().IsValid():
		return cmp.Compare(fmt.Sprint(x.Elem()), fmt.Sprint(y.Elem()))
	case x.Kind() == reflect.Chan || x.Kind() == reflect.Pointer:
		return cmp.Compare(x.Pointer(), y.Pointer())
	}
	return cmp.Compare(fmt.Sprint(a), fmt.Sprint(b))
}
