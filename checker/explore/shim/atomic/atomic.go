// Package atomic stands in for sync/atomic in instrumented code. Each operation is a scheduling point, and then the real operation.
package atomic

import (
	"unsafe"

	"sharedmap-workshop/checker/explore/rt"
)

// load is an operation on *p that changes nothing.
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

// change is an operation that changes *p.
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

// store is an operation that sets *p to v.
func store[T any](p unsafe.Pointer, v T, op func()) {
	change(p, "atomic store", func() T { op(); return v })
}

// compareAndSwap is an operation that changes *p if it returns true.
func compareAndSwap(p unsafe.Pointer, op func() bool) bool {
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
