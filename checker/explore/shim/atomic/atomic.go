// Package atomic stands in for sync/atomic in instrumented code: each operation is a point.
package atomic

import (
	"unsafe"

	"sharedmap-workshop/checker/explore/rt"
)

// load, change and swapped stop at an atomic operation on what p points to.
func load[T any](p unsafe.Pointer, op func() T) T {
	g := rt.Enter()
	if g == nil {
		return op()
	}
	o := g.Atomic(p, "atomic load", false)
	v := op()
	g.Acquire(o)
	g.Note(rt.Show(v))
	return v
}

func change[T any](p unsafe.Pointer, kind string, op func() T) T {
	g := rt.Enter()
	if g == nil {
		return op()
	}
	o := g.Atomic(p, kind, true)
	v := op()
	g.Acquire(o)
	g.Release(o)
	g.Note(rt.Show(v))
	return v
}

func swapped(p unsafe.Pointer, op func() bool) bool {
	g := rt.Enter()
	if g == nil {
		return op()
	}
	o := g.Atomic(p, "atomic compare and swap", false)
	v := op()
	g.Acquire(o)
	if v {
		g.Touch(o, true)
		g.Release(o)
	}
	g.Note(rt.Show(v))
	return v
}

func store[T any](p unsafe.Pointer, v T, op func()) {
	change(p, "atomic store", func() T { op(); return v })
}
