package atomic

import (
	"sync/atomic"
	"unsafe"
)

// Int32 stands in for atomic.Int32.
type Int32 struct{ v atomic.Int32 }

// Load stands in for atomic.Int32.Load.
func (x *Int32) Load() int32 {
	return load(unsafe.Pointer(x), func() int32 { return x.v.Load() })
}

// Store stands in for atomic.Int32.Store.
func (x *Int32) Store(v int32) {
	store(unsafe.Pointer(x), v, func() { x.v.Store(v) })
}

// Swap stands in for atomic.Int32.Swap.
func (x *Int32) Swap(v int32) int32 {
	return change(unsafe.Pointer(x), "atomic swap", func() int32 { return x.v.Swap(v) })
}

// CompareAndSwap stands in for atomic.Int32.CompareAndSwap.
func (x *Int32) CompareAndSwap(old, new int32) bool {
	return swapped(unsafe.Pointer(x), func() bool { return x.v.CompareAndSwap(old, new) })
}

// Add stands in for atomic.Int32.Add.
func (x *Int32) Add(delta int32) int32 {
	return change(unsafe.Pointer(x), "atomic add", func() int32 { return x.v.Add(delta) })
}

// And stands in for atomic.Int32.And.
func (x *Int32) And(mask int32) int32 {
	return change(unsafe.Pointer(x), "atomic and", func() int32 { return x.v.And(mask) })
}

// Or stands in for atomic.Int32.Or.
func (x *Int32) Or(mask int32) int32 {
	return change(unsafe.Pointer(x), "atomic or", func() int32 { return x.v.Or(mask) })
}

// Int64 stands in for atomic.Int64.
type Int64 struct{ v atomic.Int64 }

// Load stands in for atomic.Int64.Load.
func (x *Int64) Load() int64 {
	return load(unsafe.Pointer(x), func() int64 { return x.v.Load() })
}

// Store stands in for atomic.Int64.Store.
func (x *Int64) Store(v int64) {
	store(unsafe.Pointer(x), v, func() { x.v.Store(v) })
}

// Swap stands in for atomic.Int64.Swap.
func (x *Int64) Swap(v int64) int64 {
	return change(unsafe.Pointer(x), "atomic swap", func() int64 { return x.v.Swap(v) })
}

// CompareAndSwap stands in for atomic.Int64.CompareAndSwap.
func (x *Int64) CompareAndSwap(old, new int64) bool {
	return swapped(unsafe.Pointer(x), func() bool { return x.v.CompareAndSwap(old, new) })
}

// Add stands in for atomic.Int64.Add.
func (x *Int64) Add(delta int64) int64 {
	return change(unsafe.Pointer(x), "atomic add", func() int64 { return x.v.Add(delta) })
}

// And stands in for atomic.Int64.And.
func (x *Int64) And(mask int64) int64 {
	return change(unsafe.Pointer(x), "atomic and", func() int64 { return x.v.And(mask) })
}

// Or stands in for atomic.Int64.Or.
func (x *Int64) Or(mask int64) int64 {
	return change(unsafe.Pointer(x), "atomic or", func() int64 { return x.v.Or(mask) })
}

// Uint32 stands in for atomic.Uint32.
type Uint32 struct{ v atomic.Uint32 }

// Load stands in for atomic.Uint32.Load.
func (x *Uint32) Load() uint32 {
	return load(unsafe.Pointer(x), func() uint32 { return x.v.Load() })
}

// Store stands in for atomic.Uint32.Store.
func (x *Uint32) Store(v uint32) {
	store(unsafe.Pointer(x), v, func() { x.v.Store(v) })
}

// Swap stands in for atomic.Uint32.Swap.
func (x *Uint32) Swap(v uint32) uint32 {
	return change(unsafe.Pointer(x), "atomic swap", func() uint32 { return x.v.Swap(v) })
}

// CompareAndSwap stands in for atomic.Uint32.CompareAndSwap.
func (x *Uint32) CompareAndSwap(old, new uint32) bool {
	return swapped(unsafe.Pointer(x), func() bool { return x.v.CompareAndSwap(old, new) })
}

// Add stands in for atomic.Uint32.Add.
func (x *Uint32) Add(delta uint32) uint32 {
	return change(unsafe.Pointer(x), "atomic add", func() uint32 { return x.v.Add(delta) })
}

// And stands in for atomic.Uint32.And.
func (x *Uint32) And(mask uint32) uint32 {
	return change(unsafe.Pointer(x), "atomic and", func() uint32 { return x.v.And(mask) })
}

// Or stands in for atomic.Uint32.Or.
func (x *Uint32) Or(mask uint32) uint32 {
	return change(unsafe.Pointer(x), "atomic or", func() uint32 { return x.v.Or(mask) })
}
