package atomic

import (
	"sync/atomic"
	"unsafe"
)

// LoadInt32 stands in for atomic.LoadInt32.
func LoadInt32(p *int32) int32 {
	return load(unsafe.Pointer(p), func() int32 { return atomic.LoadInt32(p) })
}

// StoreInt32 stands in for atomic.StoreInt32.
func StoreInt32(p *int32, v int32) {
	store(unsafe.Pointer(p), v, func() { atomic.StoreInt32(p, v) })
}

// SwapInt32 stands in for atomic.SwapInt32.
func SwapInt32(p *int32, v int32) int32 {
	return change(unsafe.Pointer(p), "atomic swap", func() int32 { return atomic.SwapInt32(p, v) })
}

// CompareAndSwapInt32 stands in for atomic.CompareAndSwapInt32.
func CompareAndSwapInt32(p *int32, old, new int32) bool {
	return swapped(unsafe.Pointer(p), func() bool { return atomic.CompareAndSwapInt32(p, old, new) })
}

// AddInt32 stands in for atomic.AddInt32.
func AddInt32(p *int32, delta int32) int32 {
	return change(unsafe.Pointer(p), "atomic add", func() int32 { return atomic.AddInt32(p, delta) })
}

// AndInt32 stands in for atomic.AndInt32.
func AndInt32(p *int32, mask int32) int32 {
	return change(unsafe.Pointer(p), "atomic and", func() int32 { return atomic.AndInt32(p, mask) })
}

// OrInt32 stands in for atomic.OrInt32.
func OrInt32(p *int32, mask int32) int32 {
	return change(unsafe.Pointer(p), "atomic or", func() int32 { return atomic.OrInt32(p, mask) })
}

// LoadInt64 stands in for atomic.LoadInt64.
func LoadInt64(p *int64) int64 {
	return load(unsafe.Pointer(p), func() int64 { return atomic.LoadInt64(p) })
}

// StoreInt64 stands in for atomic.StoreInt64.
func StoreInt64(p *int64, v int64) {
	store(unsafe.Pointer(p), v, func() { atomic.StoreInt64(p, v) })
}

// SwapInt64 stands in for atomic.SwapInt64.
func SwapInt64(p *int64, v int64) int64 {
	return change(unsafe.Pointer(p), "atomic swap", func() int64 { return atomic.SwapInt64(p, v) })
}

// CompareAndSwapInt64 stands in for atomic.CompareAndSwapInt64.
func CompareAndSwapInt64(p *int64, old, new int64) bool {
	return swapped(unsafe.Pointer(p), func() bool { return atomic.CompareAndSwapInt64(p, old, new) })
}

// AddInt64 stands in for atomic.AddInt64.
func AddInt64(p *int64, delta int64) int64 {
	return change(unsafe.Pointer(p), "atomic add", func() int64 { return atomic.AddInt64(p, delta) })
}

// AndInt64 stands in for atomic.AndInt64.
func AndInt64(p *int64, mask int64) int64 {
	return change(unsafe.Pointer(p), "atomic and", func() int64 { return atomic.AndInt64(p, mask) })
}

// OrInt64 stands in for atomic.OrInt64.
func OrInt64(p *int64, mask int64) int64 {
	return change(unsafe.Pointer(p), "atomic or", func() int64 { return atomic.OrInt64(p, mask) })
}
