package atomic

import (
	"sync/atomic"
	"unsafe"
)

// Each function stands in for the function of sync/atomic that has its name. The parameter real is that function.

func loadAt[T any](p *T, real func(*T) T) T {
	return load(unsafe.Pointer(p), func() T { return real(p) })
}

func storeAt[T any](p *T, v T, real func(*T, T)) {
	store(unsafe.Pointer(p), v, func() { real(p, v) })
}

func changeAt[T any](p *T, kind string, v T, real func(*T, T) T) T {
	return change(unsafe.Pointer(p), kind, func() T { return real(p, v) })
}

func compareAndSwapAt[T any](p *T, old, new T, real func(*T, T, T) bool) bool {
	return compareAndSwap(unsafe.Pointer(p), func() bool { return real(p, old, new) })
}

// LoadInt32 stands in for atomic.LoadInt32.
func LoadInt32(p *int32) int32 { return loadAt(p, atomic.LoadInt32) }

// LoadInt64 stands in for atomic.LoadInt64.
func LoadInt64(p *int64) int64 { return loadAt(p, atomic.LoadInt64) }

// LoadUint32 stands in for atomic.LoadUint32.
func LoadUint32(p *uint32) uint32 { return loadAt(p, atomic.LoadUint32) }

// LoadUint64 stands in for atomic.LoadUint64.
func LoadUint64(p *uint64) uint64 { return loadAt(p, atomic.LoadUint64) }

// LoadUintptr stands in for atomic.LoadUintptr.
func LoadUintptr(p *uintptr) uintptr { return loadAt(p, atomic.LoadUintptr) }

// LoadPointer stands in for atomic.LoadPointer.
func LoadPointer(p *unsafe.Pointer) unsafe.Pointer { return loadAt(p, atomic.LoadPointer) }

// StoreInt32 stands in for atomic.StoreInt32.
func StoreInt32(p *int32, v int32) { storeAt(p, v, atomic.StoreInt32) }

// StoreInt64 stands in for atomic.StoreInt64.
func StoreInt64(p *int64, v int64) { storeAt(p, v, atomic.StoreInt64) }

// StoreUint32 stands in for atomic.StoreUint32.
func StoreUint32(p *uint32, v uint32) { storeAt(p, v, atomic.StoreUint32) }

// StoreUint64 stands in for atomic.StoreUint64.
func StoreUint64(p *uint64, v uint64) { storeAt(p, v, atomic.StoreUint64) }

// StoreUintptr stands in for atomic.StoreUintptr.
func StoreUintptr(p *uintptr, v uintptr) { storeAt(p, v, atomic.StoreUintptr) }

// StorePointer stands in for atomic.StorePointer.
func StorePointer(p *unsafe.Pointer, v unsafe.Pointer) { storeAt(p, v, atomic.StorePointer) }

// SwapInt32 stands in for atomic.SwapInt32.
func SwapInt32(p *int32, v int32) int32 { return changeAt(p, "atomic swap", v, atomic.SwapInt32) }

// SwapInt64 stands in for atomic.SwapInt64.
func SwapInt64(p *int64, v int64) int64 { return changeAt(p, "atomic swap", v, atomic.SwapInt64) }

// SwapUint32 stands in for atomic.SwapUint32.
func SwapUint32(p *uint32, v uint32) uint32 { return changeAt(p, "atomic swap", v, atomic.SwapUint32) }

// SwapUint64 stands in for atomic.SwapUint64.
func SwapUint64(p *uint64, v uint64) uint64 { return changeAt(p, "atomic swap", v, atomic.SwapUint64) }

// SwapUintptr stands in for atomic.SwapUintptr.
func SwapUintptr(p *uintptr, v uintptr) uintptr {
	return changeAt(p, "atomic swap", v, atomic.SwapUintptr)
}

// SwapPointer stands in for atomic.SwapPointer.
func SwapPointer(p *unsafe.Pointer, v unsafe.Pointer) unsafe.Pointer {
	return changeAt(p, "atomic swap", v, atomic.SwapPointer)
}

// CompareAndSwapInt32 stands in for atomic.CompareAndSwapInt32.
func CompareAndSwapInt32(p *int32, old, new int32) bool {
	return compareAndSwapAt(p, old, new, atomic.CompareAndSwapInt32)
}

// CompareAndSwapInt64 stands in for atomic.CompareAndSwapInt64.
func CompareAndSwapInt64(p *int64, old, new int64) bool {
	return compareAndSwapAt(p, old, new, atomic.CompareAndSwapInt64)
}

// CompareAndSwapUint32 stands in for atomic.CompareAndSwapUint32.
func CompareAndSwapUint32(p *uint32, old, new uint32) bool {
	return compareAndSwapAt(p, old, new, atomic.CompareAndSwapUint32)
}

// CompareAndSwapUint64 stands in for atomic.CompareAndSwapUint64.
func CompareAndSwapUint64(p *uint64, old, new uint64) bool {
	return compareAndSwapAt(p, old, new, atomic.CompareAndSwapUint64)
}

// CompareAndSwapUintptr stands in for atomic.CompareAndSwapUintptr.
func CompareAndSwapUintptr(p *uintptr, old, new uintptr) bool {
	return compareAndSwapAt(p, old, new, atomic.CompareAndSwapUintptr)
}

// CompareAndSwapPointer stands in for atomic.CompareAndSwapPointer.
func CompareAndSwapPointer(p *unsafe.Pointer, old, new unsafe.Pointer) bool {
	return compareAndSwapAt(p, old, new, atomic.CompareAndSwapPointer)
}

// AddInt32 stands in for atomic.AddInt32.
func AddInt32(p *int32, delta int32) int32 { return changeAt(p, "atomic add", delta, atomic.AddInt32) }

// AddInt64 stands in for atomic.AddInt64.
func AddInt64(p *int64, delta int64) int64 { return changeAt(p, "atomic add", delta, atomic.AddInt64) }

// AddUint32 stands in for atomic.AddUint32.
func AddUint32(p *uint32, delta uint32) uint32 {
	return changeAt(p, "atomic add", delta, atomic.AddUint32)
}

// AddUint64 stands in for atomic.AddUint64.
func AddUint64(p *uint64, delta uint64) uint64 {
	return changeAt(p, "atomic add", delta, atomic.AddUint64)
}

// AddUintptr stands in for atomic.AddUintptr.
func AddUintptr(p *uintptr, delta uintptr) uintptr {
	return changeAt(p, "atomic add", delta, atomic.AddUintptr)
}

// AndInt32 stands in for atomic.AndInt32.
func AndInt32(p *int32, mask int32) int32 { return changeAt(p, "atomic and", mask, atomic.AndInt32) }

// AndInt64 stands in for atomic.AndInt64.
func AndInt64(p *int64, mask int64) int64 { return changeAt(p, "atomic and", mask, atomic.AndInt64) }

// AndUint32 stands in for atomic.AndUint32.
func AndUint32(p *uint32, mask uint32) uint32 {
	return changeAt(p, "atomic and", mask, atomic.AndUint32)
}

// AndUint64 stands in for atomic.AndUint64.
func AndUint64(p *uint64, mask uint64) uint64 {
	return changeAt(p, "atomic and", mask, atomic.AndUint64)
}

// AndUintptr stands in for atomic.AndUintptr.
func AndUintptr(p *uintptr, mask uintptr) uintptr {
	return changeAt(p, "atomic and", mask, atomic.AndUintptr)
}

// OrInt32 stands in for atomic.OrInt32.
func OrInt32(p *int32, mask int32) int32 { return changeAt(p, "atomic or", mask, atomic.OrInt32) }

// OrInt64 stands in for atomic.OrInt64.
func OrInt64(p *int64, mask int64) int64 { return changeAt(p, "atomic or", mask, atomic.OrInt64) }

// OrUint32 stands in for atomic.OrUint32.
func OrUint32(p *uint32, mask uint32) uint32 { return changeAt(p, "atomic or", mask, atomic.OrUint32) }

// OrUint64 stands in for atomic.OrUint64.
func OrUint64(p *uint64, mask uint64) uint64 { return changeAt(p, "atomic or", mask, atomic.OrUint64) }

// OrUintptr stands in for atomic.OrUintptr.
func OrUintptr(p *uintptr, mask uintptr) uintptr {
	return changeAt(p, "atomic or", mask, atomic.OrUintptr)
}
