package atomic

import (
	"sync/atomic"
	"unsafe"
)

// Bool stands in for atomic.Bool.
type Bool struct{ v atomic.Bool }

// Load stands in for atomic.Bool.Load.
func (x *Bool) Load() bool {
	return load(unsafe.Pointer(x), func() bool { return x.v.Load() })
}

// Store stands in for atomic.Bool.Store.
func (x *Bool) Store(v bool) {
	store(unsafe.Pointer(x), v, func() { x.v.Store(v) })
}

// Swap stands in for atomic.Bool.Swap.
func (x *Bool) Swap(v bool) bool {
	return change(unsafe.Pointer(x), "atomic swap", func() bool { return x.v.Swap(v) })
}

// CompareAndSwap stands in for atomic.Bool.CompareAndSwap.
func (x *Bool) CompareAndSwap(old, new bool) bool {
	return swapped(unsafe.Pointer(x), func() bool { return x.v.CompareAndSwap(old, new) })
}

// Value stands in for atomic.Value.
type Value struct{ v atomic.Value }

// Load stands in for atomic.Value.Load.
func (x *Value) Load() any {
	return load(unsafe.Pointer(x), func() any { return x.v.Load() })
}

// Store stands in for atomic.Value.Store.
func (x *Value) Store(v any) {
	store(unsafe.Pointer(x), v, func() { x.v.Store(v) })
}

// Swap stands in for atomic.Value.Swap.
func (x *Value) Swap(v any) any {
	return change(unsafe.Pointer(x), "atomic swap", func() any { return x.v.Swap(v) })
}

// CompareAndSwap stands in for atomic.Value.CompareAndSwap.
func (x *Value) CompareAndSwap(old, new any) bool {
	return swapped(unsafe.Pointer(x), func() bool { return x.v.CompareAndSwap(old, new) })
}

// Pointer stands in for atomic.Pointer.
type Pointer[T any] struct{ v atomic.Pointer[T] }

// Load stands in for atomic.Pointer.Load.
func (x *Pointer[T]) Load() *T {
	return load(unsafe.Pointer(x), func() *T { return x.v.Load() })
}

// Store stands in for atomic.Pointer.Store.
func (x *Pointer[T]) Store(v *T) {
	store(unsafe.Pointer(x), v, func() { x.v.Store(v) })
}

// Swap stands in for atomic.Pointer.Swap.
func (x *Pointer[T]) Swap(v *T) *T {
	return change(unsafe.Pointer(x), "atomic swap", func() *T { return x.v.Swap(v) })
}

// CompareAndSwap stands in for atomic.Pointer.CompareAndSwap.
func (x *Pointer[T]) CompareAndSwap(old, new *T) bool {
	return swapped(unsafe.Pointer(x), func() bool { return x.v.CompareAndSwap(old, new) })
}
