// Package rand stands in for the functions of math/rand and math/rand/v2 that share one source. In a schedule a number follows from what
// happened before, so that the schedule can be made again. Which number comes is a choice: of few possible numbers all are tried, of many
// the smallest and the largest as well, and without a limit an even and an odd one.
package rand

import (
	"math/rand/v2"
	"slices"

	"sharedmap-workshop/checker/explore/rt"
)

// few is the highest number of possible numbers that are all tried.
const few = 4

type integer interface {
	~int | ~int8 | ~int16 | ~int32 | ~int64 | ~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~uintptr
}

// source returns the source of the goroutine's next number, or nil outside of a schedule.
func source() (*rt.G, *rand.Rand) {
	if g := rt.Enter(); g != nil {
		return g, rand.New(rand.NewPCG(uint64(g.Random()), 0))
	}
	return nil, nil
}

// choose returns the first value or one of the others, which is a choice.
func choose[T comparable](g *rt.G, first T, others ...T) T {
	ways := []T{first}
	for _, v := range others {
		if !slices.Contains(ways, v) {
			ways = append(ways, v)
		}
	}
	v := ways[g.Draw(len(ways))]
	g.Line("random", rt.Show(v))
	return v
}

// below returns a random number below n, for the function of that name.
func below[T integer](n T, name string) T {
	if n <= 0 {
		panic("invalid argument to " + name)
	}
	g, r := source()
	if g == nil {
		return rand.N(n)
	}
	first := T(r.Uint64N(uint64(n)))
	if n > few {
		return choose(g, first, 0, n-1)
	}
	var all []T
	for i := T(0); i < n; i++ {
		all = append(all, i)
	}
	return choose(g, first, all...)
}

// whole returns a number that of draws, or in other schedules the next even or odd one.
func whole[T integer](of func(*rand.Rand) T, outside func() T) T {
	g, r := source()
	if g == nil {
		return outside()
	}
	first := of(r)
	return choose(g, first, first^1)
}

// Seed stands in for rand.Seed. It changes nothing.
func Seed(int64) {}

// Int stands in for rand.Int.
func Int() int { return whole((*rand.Rand).Int, rand.Int) }

// Int31 stands in for rand.Int31.
func Int31() int32 { return whole((*rand.Rand).Int32, rand.Int32) }

// Int32 stands in for rand.Int32.
func Int32() int32 { return Int31() }

// Int63 stands in for rand.Int63.
func Int63() int64 { return whole((*rand.Rand).Int64, rand.Int64) }

// Int64 stands in for rand.Int64.
func Int64() int64 { return Int63() }

// Uint stands in for rand.Uint.
func Uint() uint { return whole((*rand.Rand).Uint, rand.Uint) }

// Uint32 stands in for rand.Uint32.
func Uint32() uint32 { return whole((*rand.Rand).Uint32, rand.Uint32) }

// Uint64 stands in for rand.Uint64.
func Uint64() uint64 { return whole((*rand.Rand).Uint64, rand.Uint64) }

// Intn stands in for rand.Intn.
func Intn(n int) int { return below(n, "Intn") }

// IntN stands in for rand.IntN.
func IntN(n int) int { return below(n, "IntN") }

// Int31n stands in for rand.Int31n.
func Int31n(n int32) int32 { return below(n, "Int31n") }

// Int32N stands in for rand.Int32N.
func Int32N(n int32) int32 { return below(n, "Int32N") }

// Int63n stands in for rand.Int63n.
func Int63n(n int64) int64 { return below(n, "Int63n") }

// Int64N stands in for rand.Int64N.
func Int64N(n int64) int64 { return below(n, "Int64N") }

// UintN stands in for rand.UintN.
func UintN(n uint) uint { return below(n, "UintN") }

// Uint32N stands in for rand.Uint32N.
func Uint32N(n uint32) uint32 { return below(n, "Uint32N") }

// Uint64N stands in for rand.Uint64N.
func Uint64N(n uint64) uint64 { return below(n, "Uint64N") }

// N stands in for rand.N.
func N[T integer](n T) T { return below(n, "N") }

// Float64 stands in for rand.Float64. The other numbers that are tried are rare ones. They are not the smallest and the largest possible
// ones, which hardly ever occur.
func Float64() float64 {
	if g, r := source(); g != nil {
		return choose(g, r.Float64(), 0.001, 0.999)
	}
	return rand.Float64()
}

// Perm stands in for rand.Perm.
func Perm(n int) []int {
	if _, r := source(); r != nil {
		return r.Perm(n)
	}
	return rand.Perm(n)
}

// Shuffle stands in for rand.Shuffle.
func Shuffle(n int, swap func(i, j int)) {
	if _, r := source(); r != nil {
		r.Shuffle(n, swap)
		return
	}
	rand.Shuffle(n, swap)
}
