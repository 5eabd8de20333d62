package atomic_test

import (
	"fmt"
	realatomic "sync/atomic"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/assert"

	"sharedmap-workshop/checker/explore/internal/schedtest"
	"sharedmap-workshop/checker/explore/rt"
	"sharedmap-workshop/checker/explore/shim/atomic"
)

// integer is what the five integer types of the package have in common.
type integer[T any] interface {
	Load() T
	Store(T)
	Swap(T) T
	CompareAndSwap(old, new T) bool
	Add(T) T
	And(T) T
	Or(T) T
}

// all does every operation, and logs what each returns.
func all[T ~int32 | ~int64 | ~uint32 | ~uint64 | ~uintptr](x integer[T]) string {
	x.Store(6)
	return fmt.Sprint(x.Load(), x.Add(6), x.And(10), x.Or(5), x.Swap(3), x.CompareAndSwap(4, 1), x.CompareAndSwap(3, 1), x.Load())
}

// functions are the functions of the package for one type, as an integer.
type functions[T any] struct {
	p                  *T
	load               func(*T) T
	store              func(*T, T)
	swap, add, and, or func(*T, T) T
	compareAndSwap     func(*T, T, T) bool
}

func (f functions[T]) Load() T                        { return f.load(f.p) }
func (f functions[T]) Store(v T)                      { f.store(f.p, v) }
func (f functions[T]) Swap(v T) T                     { return f.swap(f.p, v) }
func (f functions[T]) Add(v T) T                      { return f.add(f.p, v) }
func (f functions[T]) And(v T) T                      { return f.and(f.p, v) }
func (f functions[T]) Or(v T) T                       { return f.or(f.p, v) }
func (f functions[T]) CompareAndSwap(old, new T) bool { return f.compareAndSwap(f.p, old, new) }

// The operations return what those of sync/atomic return, in a schedule and outside.
func TestOperationsReturnWhatTheRealOnesDo(t *testing.T) {
	tests := []struct {
		name       string
		real, here func() string
	}{
		{"Int32", func() string { return all(new(realatomic.Int32)) }, func() string { return all(new(atomic.Int32)) }},
		{"Int64", func() string { return all(new(realatomic.Int64)) }, func() string { return all(new(atomic.Int64)) }},
		{"Uint32", func() string { return all(new(realatomic.Uint32)) }, func() string { return all(new(atomic.Uint32)) }},
		{"Uint64", func() string { return all(new(realatomic.Uint64)) }, func() string { return all(new(atomic.Uint64)) }},
		{"Uintptr", func() string { return all(new(realatomic.Uintptr)) }, func() string { return all(new(atomic.Uintptr)) }},
		{"functions of int32", func() string { return all(new(realatomic.Int32)) }, func() string {
			return all(functions[int32]{new(int32), atomic.LoadInt32, atomic.StoreInt32, atomic.SwapInt32, atomic.AddInt32, atomic.AndInt32, atomic.OrInt32, atomic.CompareAndSwapInt32})
		}},
		{"functions of int64", func() string { return all(new(realatomic.Int64)) }, func() string {
			return all(functions[int64]{new(int64), atomic.LoadInt64, atomic.StoreInt64, atomic.SwapInt64, atomic.AddInt64, atomic.AndInt64, atomic.OrInt64, atomic.CompareAndSwapInt64})
		}},
		{"functions of uint32", func() string { return all(new(realatomic.Uint32)) }, func() string {
			return all(functions[uint32]{new(uint32), atomic.LoadUint32, atomic.StoreUint32, atomic.SwapUint32, atomic.AddUint32, atomic.AndUint32, atomic.OrUint32, atomic.CompareAndSwapUint32})
		}},
		{"functions of uint64", func() string { return all(new(realatomic.Uint64)) }, func() string {
			return all(functions[uint64]{new(uint64), atomic.LoadUint64, atomic.StoreUint64, atomic.SwapUint64, atomic.AddUint64, atomic.AndUint64, atomic.OrUint64, atomic.CompareAndSwapUint64})
		}},
		{"functions of uintptr", func() string { return all(new(realatomic.Uintptr)) }, func() string {
			return all(functions[uintptr]{new(uintptr), atomic.LoadUintptr, atomic.StoreUintptr, atomic.SwapUintptr, atomic.AddUintptr, atomic.AndUintptr, atomic.OrUintptr, atomic.CompareAndSwapUintptr})
		}},
		{"Bool", func() string { return words(new(realatomic.Bool), true, false) }, func() string { return words(new(atomic.Bool), true, false) }},
		{"Pointer", func() string { return words(new(realatomic.Pointer[int]), one, two) }, func() string { return words(new(atomic.Pointer[int]), one, two) }},
		{"Value", func() string { return words[any](new(realatomic.Value), 1, 2) }, func() string { return words[any](new(atomic.Value), 1, 2) }},
		{"functions of a pointer", func() string { return words(pointers(true), unsafe.Pointer(one), unsafe.Pointer(two)) },
			func() string { return words(pointers(false), unsafe.Pointer(one), unsafe.Pointer(two)) }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			want := tt.real()
			assert.Equal(t, want, tt.here(), "outside of a schedule")
			assert.Equal(t, want, schedtest.Once(t, func(p *schedtest.P) { p.Log(tt.here()) }))
		})
	}
}

var one, two = new(int), new(int)

// word is what all types of the package have in common.
type word[T any] interface {
	Load() T
	Store(T)
	Swap(T) T
	CompareAndSwap(old, new T) bool
}

func words[T any](x word[T], a, b T) string {
	before := x.Load()
	x.Store(a)
	return fmt.Sprint(before, x.Swap(b), x.CompareAndSwap(a, b), x.CompareAndSwap(b, a), x.Load())
}

// pointers returns the functions for an unsafe.Pointer, the real ones or the stand-ins.
func pointers(real bool) word[unsafe.Pointer] {
	f := functions[unsafe.Pointer]{p: new(unsafe.Pointer), load: atomic.LoadPointer, store: atomic.StorePointer, swap: atomic.SwapPointer, compareAndSwap: atomic.CompareAndSwapPointer}
	if real {
		f = functions[unsafe.Pointer]{p: f.p, load: realatomic.LoadPointer, store: realatomic.StorePointer, swap: realatomic.SwapPointer, compareAndSwap: realatomic.CompareAndSwapPointer}
	}
	return f
}

func TestPanics(t *testing.T) {
	tests := []struct {
		name       string
		real, here func()
	}{
		{"Store of nil", func() { new(realatomic.Value).Store(nil) }, func() { new(atomic.Value).Store(nil) }},
		{"Store of another type", func() { v := new(realatomic.Value); v.Store(1); v.Store("a") }, func() { v := new(atomic.Value); v.Store(1); v.Store("a") }},
		{"Swap of nil", func() { new(realatomic.Value).Swap(nil) }, func() { new(atomic.Value).Swap(nil) }},
		{"CompareAndSwap of two types", func() { new(realatomic.Value).CompareAndSwap(1, "a") }, func() { new(atomic.Value).CompareAndSwap(1, "a") }},
		{"a nil pointer", func() { realatomic.AddInt32(nil, 1) }, func() { atomic.AddInt32(nil, 1) }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			want := schedtest.Panic(tt.real)
			assert.NotEmpty(t, want)
			assert.Equal(t, "| panic: "+want, schedtest.Once(t, func(*schedtest.P) { tt.here() }))
		})
	}
}

// Every operation is a scheduling point, and a whole one.
func TestSchedules(t *testing.T) {
	assert.Equal(t, []string{"2"}, schedtest.All(t, 2, func(p *schedtest.P) {
		var n atomic.Int32
		p.Go("a", func() { n.Add(1) })
		p.Go("b", func() { n.Add(1) })
		p.Wait()
		p.Log(n.Load())
	}), "nothing comes between the two halves of Add")
	assert.Equal(t, []string{"1", "2"}, schedtest.All(t, 2, func(p *schedtest.P) {
		var n int64
		inc := func() { atomic.StoreInt64(&n, atomic.LoadInt64(&n)+1) }
		p.Go("a", inc)
		p.Go("b", inc)
		p.Wait()
		p.Log(n)
	}), "a goroutine may come between a load and a store")
	assert.Equal(t, []string{"true false"}, schedtest.All(t, 2, func(p *schedtest.P) {
		var claimed atomic.Bool
		for range 2 {
			p.Go("a", func() { p.Log(claimed.CompareAndSwap(false, true)) })
		}
		p.Wait()
	}), "one of two gets it")
}

// A load is ordered after the store whose value it returns.
func TestOrder(t *testing.T) {
	publish := func(look func(*atomic.Bool) bool) bool {
		return schedtest.Races(t, 2, func(p *schedtest.P) {
			var ready atomic.Bool
			n := 0
			p.Go("a", func() { rt.Write(&n, 1).Set(1); ready.Store(true) })
			if look(&ready) {
				rt.Read(&n, 2)
			}
			p.Wait()
		})
	}
	assert.False(t, publish(func(ready *atomic.Bool) bool { return ready.Load() }))
	assert.True(t, publish(func(*atomic.Bool) bool { return true }), "without the load nothing orders the two")
}
