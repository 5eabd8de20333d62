package atomic

import (
	"sync/atomic"
	"unsafe"
)

// The types hold the real ones, so that code that is not instrumented can use them at the same time.
type (
	// Bool stands in for atomic.Bool.
	Bool struct {
		word[bool, atomic.Bool, *atomic.Bool]
	}

	// Int32 stands in for atomic.Int32.
	Int32 struct {
		integer[int32, atomic.Int32, *atomic.Int32]
	}

	// Int64 stands in for atomic.Int64.
	Int64 struct {
		integer[int64, atomic.Int64, *atomic.Int64]
	}

	// Uint32 stands in for atomic.Uint32.
	Uint32 struct {
		integer[uint32, atomic.Uint32, *atomic.Uint32]
	}

	// Uint64 stands in for atomic.Uint64.
	Uint64 struct {
		integer[uint64, atomic.Uint64, *atomic.Uint64]
	}

	// Uintptr stands in for atomic.Uintptr.
	Uintptr struct {
		integer[uintptr, atomic.Uintptr, *atomic.Uintptr]
	}

	// Pointer stands in for atomic.Pointer.
	Pointer[T any] struct {
		word[*T, atomic.Pointer[T], *atomic.Pointer[T]]
	}

	// Value stands in for atomic.Value.
	Value struct {
		word[any, atomic.Value, *atomic.Value]
	}
)

// realWord is a pointer to a real type R that holds a T.
type realWord[T, R any] interface {
	*R
	Load() T
	Store(v T)
	Swap(v T) T
	CompareAndSwap(old, new T) bool
}

// word is what all types have in common.
type word[T, R any, P realWord[T, R]] struct{ real R }

// Load stands in for the Load of each type.
func (w *word[T, R, P]) Load() T {
	return load(unsafe.Pointer(w), func() T { return P(&w.real).Load() })
}

// Store stands in for the Store of each type.
func (w *word[T, R, P]) Store(v T) {
	store(unsafe.Pointer(w), v, func() { P(&w.real).Store(v) })
}

// Swap stands in for the Swap of each type.
func (w *word[T, R, P]) Swap(v T) T {
	return change(unsafe.Pointer(w), "atomic swap", func() T { return P(&w.real).Swap(v) })
}

// CompareAndSwap stands in for the CompareAndSwap of each type.
func (w *word[T, R, P]) CompareAndSwap(old, new T) bool {
	return compareAndSwap(unsafe.Pointer(w), func() bool { return P(&w.real).CompareAndSwap(old, new) })
}

// realInteger is a pointer to a real integer type R.
type realInteger[T, R any] interface {
	realWord[T, R]
	Add(delta T) T
	And(mask T) T
	Or(mask T) T
}

// integer is a word that can be added to.
type integer[T, R any, P realInteger[T, R]] struct{ word[T, R, P] }

// Add stands in for the Add of each integer type.
func (i *integer[T, R, P]) Add(delta T) T {
	return change(unsafe.Pointer(i), "atomic add", func() T { return P(&i.real).Add(delta) })
}

// And stands in for the And of each integer type.
func (i *integer[T, R, P]) And(mask T) T {
	return change(unsafe.Pointer(i), "atomic and", func() T { return P(&i.real).And(mask) })
}

// Or stands in for the Or of each integer type.
func (i *integer[T, R, P]) Or(mask T) T {
	return change(unsafe.Pointer(i), "atomic or", func() T { return P(&i.real).Or(mask) })
}
