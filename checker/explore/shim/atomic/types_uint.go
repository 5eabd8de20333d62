package atomic

import (
	"sync/atomic"
	"unsafe"
)

// Uint64 stands in for atomic.Uint64.
type Uint64 struct{ v atomic.Uint64 }

// Load stands in for atomic.Uint64.Load.
func (x *Uint64) Load() uint64 {
	return load(unsafe.Pointer(x), func() uint64 { return x.v.Load() })
}

// Store stands in for atomic.Uint64.Store.
func (x *Uint64) Store(v uint64) {
	store(unsafe.Pointer(x), v, func() { x.v.Store(v) })
}

// Swap stands in for atomic.Uint64.Swap.
func (x *Uint64) Swap(v uint64) uint64 {
	return change(unsafe.Pointer(x), "atomic swap", func() uint64 { return x.v.Swap(v) })
}

// CompareAndSwap stands in for atomic.Uint64.CompareAndSwap.
func (x *Uint64) CompareAndSwap(old, new uint64) bool {
	return swapped(unsafe.Pointer(x), func() bool { return x.v.CompareAndSwap(old, new) })
}

// Add stands in for atomic.Uint64.Add.
func (x *Uint64) Add(delta uint64) uint64 {
	return change(unsafe.Pointer(x), "atomic add", func() uint64 { return x.v.Add(delta) })
}

// And stands in for atomic.Uint64.And.
func (x *Uint64) And(mask uint64) uint64 {
	return change(unsafe.Pointer(x), "atomic and", func() uint64 { return x.v.And(mask) })
}

// Or stands in for atomic.Uint64.Or.
func (x *Uint64) Or(mask uint64) uint64 {
	return change(unsafe.Pointer(x), "atomic or", func() uint64 { return x.v.Or(mask) })
}

// Uintptr stands in for atomic.Uintptr.
type Uintptr struct{ v atomic.Uintptr }

// Load stands in for atomic.Uintptr.Load.
func (x *Uintptr) Load() uintptr {
	return load(unsafe.Pointer(x), func() uintptr { return x.v.Load() })
}

// Store stands in for atomic.Uintptr.Store.
func (x *Uintptr) Store(v uintptr) {
	store(unsafe.Pointer(x), v, func() { x.v.Store(v) })
}

// Swap stands in for atomic.Uintptr.Swap.
func (x *Uintptr) Swap(v uintptr) uintptr {
	return change(unsafe.Pointer(x), "atomic swap", func() uintptr { return x.v.Swap(v) })
}

// CompareAndSwap stands in for atomic.Uintptr.CompareAndSwap.
func (x *Uintptr) CompareAndSwap(old, new uintptr) bool {
	return swapped(unsafe.Pointer(x), func() bool { return x.v.CompareAndSwap(old, new) })
}

// Add stands in for atomic.Uintptr.Add.
func (x *Uintptr) Add(delta uintptr) uintptr {
	return change(unsafe.Pointer(x), "atomic add", func() uintptr { return x.v.Add(delta) })
}

// And stands in for atomic.Uintptr.And.
func (x *Uintptr) And(mask uintptr) uintptr {
	return change(unsafe.Pointer(x), "atomic and", func() uintptr { return x.v.And(mask) })
}

// Or stands in for atomic.Uintptr.Or.
func (x *Uintptr) Or(mask uintptr) uintptr {
	return change(unsafe.Pointer(x), "atomic or", func() uintptr { return x.v.Or(mask) })
}
