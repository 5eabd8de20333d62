package atomic

import (
	"sync/atomic"
	"unsafe"
)

// LoadUint32 stands in for atomic.LoadUint32.
func LoadUint32(p *uint32) uint32 {
	return load(unsafe.Pointer(p), func() uint32 { return atomic.LoadUint32(p) })
}

// StoreUint32 stands in for atomic.StoreUint32.
func StoreUint32(p *uint32, v uint32) {
	store(unsafe.Pointer(p), v, func() { atomic.StoreUint32(p, v) })
}

// SwapUint32 stands in for atomic.SwapUint32.
func SwapUint32(p *uint32, v uint32) uint32 {
	return change(unsafe.Pointer(p), "atomic swap", func() uint32 { return atomic.SwapUint32(p, v) })
}

// CompareAndSwapUint32 stands in for atomic.CompareAndSwapUint32.
func CompareAndSwapUint32(p *uint32, old, new uint32) bool {
	return swapped(unsafe.Pointer(p), func() bool { return atomic.CompareAndSwapUint32(p, old, new) })
}

// AddUint32 stands in for atomic.AddUint32.
func AddUint32(p *uint32, delta uint32) uint32 {
	return change(unsafe.Pointer(p), "atomic add", func() uint32 { return atomic.AddUint32(p, delta) })
}

// AndUint32 stands in for atomic.AndUint32.
func AndUint32(p *uint32, mask uint32) uint32 {
	return change(unsafe.Pointer(p), "atomic and", func() uint32 { return atomic.AndUint32(p, mask) })
}

// OrUint32 stands in for atomic.OrUint32.
func OrUint32(p *uint32, mask uint32) uint32 {
	return change(unsafe.Pointer(p), "atomic or", func() uint32 { return atomic.OrUint32(p, mask) })
}

// LoadUint64 stands in for atomic.LoadUint64.
func LoadUint64(p *uint64) uint64 {
	return load(unsafe.Pointer(p), func() uint64 { return atomic.LoadUint64(p) })
}

// StoreUint64 stands in for atomic.StoreUint64.
func StoreUint64(p *uint64, v uint64) {
	store(unsafe.Pointer(p), v, func() { atomic.StoreUint64(p, v) })
}

// SwapUint64 stands in for atomic.SwapUint64.
func SwapUint64(p *uint64, v uint64) uint64 {
	return change(unsafe.Pointer(p), "atomic swap", func() uint64 { return atomic.SwapUint64(p, v) })
}

// CompareAndSwapUint64 stands in for atomic.CompareAndSwapUint64.
func CompareAndSwapUint64(p *uint64, old, new uint64) bool {
	return swapped(unsafe.Pointer(p), func() bool { return atomic.CompareAndSwapUint64(p, old, new) })
}

// AddUint64 stands in for atomic.AddUint64.
func AddUint64(p *uint64, delta uint64) uint64 {
	return change(unsafe.Pointer(p), "atomic add", func() uint64 { return atomic.AddUint64(p, delta) })
}

// AndUint64 stands in for atomic.AndUint64.
func AndUint64(p *uint64, mask uint64) uint64 {
	return change(unsafe.Pointer(p), "atomic and", func() uint64 { return atomic.AndUint64(p, mask) })
}

// OrUint64 stands in for atomic.OrUint64.
func OrUint64(p *uint64, mask uint64) uint64 {
	return change(unsafe.Pointer(p), "atomic or", func() uint64 { return atomic.OrUint64(p, mask) })
}

// LoadUintptr stands in for atomic.LoadUintptr.
func LoadUintptr(p *uintptr) uintptr {
	return load(unsafe.Pointer(p), func() uintptr { return atomic.LoadUintptr(p) })
}

// StoreUintptr stands in for atomic.StoreUintptr.
func StoreUintptr(p *uintptr, v uintptr) {
	store(unsafe.Pointer(p), v, func() { atomic.StoreUintptr(p, v) })
}

// SwapUintptr stands in for atomic.SwapUintptr.
func SwapUintptr(p *uintptr, v uintptr) uintptr {
	return change(unsafe.Pointer(p), "atomic swap", func() uintptr { return atomic.SwapUintptr(p, v) })
}

// CompareAndSwapUintptr stands in for atomic.CompareAndSwapUintptr.
func CompareAndSwapUintptr(p *uintptr, old, new uintptr) bool {
	return swapped(unsafe.Pointer(p), func() bool { return atomic.CompareAndSwapUintptr(p, old, new) })
}

// AddUintptr stands in for atomic.AddUintptr.
func AddUintptr(p *uintptr, delta uintptr) uintptr {
	return change(unsafe.Pointer(p), "atomic add", func() uintptr { return atomic.AddUintptr(p, delta) })
}

// AndUintptr stands in for atomic.AndUintptr.
func AndUintptr(p *uintptr, mask uintptr) uintptr {
	return change(unsafe.Pointer(p), "atomic and", func() uintptr { return atomic.AndUintptr(p, mask) })
}

// OrUintptr stands in for atomic.OrUintptr.
func OrUintptr(p *uintptr, mask uintptr) uintptr {
	return change(unsafe.Pointer(p), "atomic or", func() uintptr { return atomic.OrUintptr(p, mask) })
}

// LoadPointer stands in for atomic.LoadPointer.
func LoadPointer(p *unsafe.Pointer) unsafe.Pointer {
	return load(unsafe.Pointer(p), func() unsafe.Pointer { return atomic.LoadPointer(p) })
}

// StorePointer stands in for atomic.StorePointer.
func StorePointer(p *unsafe.Pointer, v unsafe.Pointer) {
	store(unsafe.Pointer(p), v, func() { atomic.StorePointer(p, v) })
}

// SwapPointer stands in for atomic.SwapPointer.
func SwapPointer(p *unsafe.Pointer, v unsafe.Pointer) unsafe.Pointer {
	return change(unsafe.Pointer(p), "atomic swap", func() unsafe.Pointer { return atomic.SwapPointer(p, v) })
}

// CompareAndSwapPointer stands in for atomic.CompareAndSwapPointer.
func CompareAndSwapPointer(p *unsafe.Pointer, old, new unsafe.Pointer) bool {
	return swapped(unsafe.Pointer(p), func() bool { return atomic.CompareAndSwapPointer(p, old, new) })
}
