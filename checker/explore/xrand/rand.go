// Package xrand stands in for the functions of math/rand that share one source: under the scheduler the numbers
// follow from what happened before, so that a schedule can be made again.
package xrand

import (
	"math/rand"

	"sharedmap-workshop/checker/explore/rt"
)

// source returns the numbers for the goroutine's next draw, or nil outside of a schedule.
func source() *rand.Rand {
	if g := rt.Enter(); g != nil {
		return rand.New(rand.NewSource(g.Random()))
	}
	return nil
}

// Seed stands in for rand.Seed; it changes nothing.
func Seed(int64) {}

// Int stands in for rand.Int.
func Int() int {
	if r := source(); r != nil {
		return r.Int()
	}
	return rand.Int()
}

// Intn stands in for rand.Intn.
func Intn(n int) int {
	if r := source(); r != nil {
		return r.Intn(n)
	}
	return rand.Intn(n)
}

// Int31 stands in for rand.Int31.
func Int31() int32 {
	if r := source(); r != nil {
		return r.Int31()
	}
	return rand.Int31()
}

// Int31n stands in for rand.Int31n.
func Int31n(n int32) int32 {
	if r := source(); r != nil {
		return r.Int31n(n)
	}
	return rand.Int31n(n)
}

// Int63 stands in for rand.Int63.
func Int63() int64 {
	if r := source(); r != nil {
		return r.Int63()
	}
	return rand.Int63()
}

// Int63n stands in for rand.Int63n.
func Int63n(n int64) int64 {
	if r := source(); r != nil {
		return r.Int63n(n)
	}
	return rand.Int63n(n)
}

// Uint32 stands in for rand.Uint32.
func Uint32() uint32 {
	if r := source(); r != nil {
		return r.Uint32()
	}
	return rand.Uint32()
}

// Float64 stands in for rand.Float64.
func Float64() float64 {
	if r := source(); r != nil {
		return r.Float64()
	}
	return rand.Float64()
}

// Perm stands in for rand.Perm.
func Perm(n int) []int {
	if r := source(); r != nil {
		return r.Perm(n)
	}
	return rand.Perm(n)
}

// Shuffle stands in for rand.Shuffle.
func Shuffle(n int, swap func(i, j int)) {
	if r := source(); r != nil {
		r.Shuffle(n, swap)
		return
	}
	rand.Shuffle(n, swap)
}
