package explore_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/explore/rt"
	shimrand "sharedmap-workshop/checker/explore/shim/rand"
	shimsync "sharedmap-workshop/checker/explore/shim/sync"
	shimtime "sharedmap-workshop/checker/explore/shim/time"
)

// kernels are programs so small that all of their schedules can be made. Each of them notes what it saw.
var kernels = map[string]func(t *explore.T, saw func(...any)){
	"lost update": func(t *explore.T, saw func(...any)) {
		c := &plain{}
		twice(c.inc, func() int { return c.n })(t)
		saw(c.n)
	},
	"check then act": func(t *explore.T, saw func(...any)) {
		c := &locked{}
		twice(c.incTwice, func() int { return c.n })(t)
		saw(c.n)
	},
	"lock order": func(t *explore.T, saw func(...any)) {
		var a, b shimsync.Mutex
		t.Go("ab", func() { a.Lock(); b.Lock(); saw("ab"); b.Unlock(); a.Unlock() })
		t.Go("ba", func() { b.Lock(); a.Lock(); saw("ba"); a.Unlock(); b.Unlock() })
		t.Wait()
	},
	"select": func(t *explore.T, saw func(...any)) {
		c, d := make(chan int, 1), make(chan int, 1)
		t.Go("one", func() { rt.To(c).Send(1) })
		t.Go("two", func() { rt.To(d).Send(2) })
		saw(rt.Select(false, rt.From(c), rt.From(d)), rt.Select(true, rt.From(c), rt.From(d)))
		t.Wait()
	},
	"values and timers": func(t *explore.T, saw func(...any)) {
		n := t.Choose(3)
		t.Go("sleeper", func() { shimtime.Sleep(1); saw("slept") })
		t.Go("other", func() { saw("other") })
		saw(n, t.Later())
		t.Wait()
	},
}

// noting returns the kernel as a scenario that adds what it saw to ends.
func noting(kernel func(*explore.T, func(...any)), ends map[string]int) func(*explore.T) {
	return func(t *explore.T) {
		var log []string
		t.Cleanup(func() { ends[strings.Join(log, " ")]++ })
		kernel(t, func(words ...any) { log = append(log, fmt.Sprint(words...)) })
	}
}

// TestPlayOffersTheWholeTree walks through all that can be chosen, and compares with all that a search without reduction tries.
func TestPlayOffersTheWholeTree(t *testing.T) {
	for name, kernel := range kernels {
		t.Run(name, func(t *testing.T) {
			limits := explore.DefaultLimits()
			limits.Bound, limits.NoReduction, limits.All, limits.Races = 1000, true, true, false
			noted := map[string]int{}
			all := explore.Explore(t, limits, noting(kernel, noted))
			require.True(t, all.Exhausted || all.Failed > 0, "%s %s", all.Cause, all.Message)
			require.False(t, all.Capped)

			limits.Play = &explore.Moves{Points: all.Points}
			seen, walked, failed := map[string]bool{}, map[string]int{}, 0
			for todo := [][]int{{}}; len(todo) > 0; {
				limits.Play.Ways, todo = todo[0], todo[1:]
				saw := map[string]int{}
				r := explore.Explore(t, limits, noting(kernel, saw))
				require.NotNil(t, r.Played, "%s", r.Cause)
				require.Equal(t, len(limits.Play.Ways), r.Played.Used)
				require.Equal(t, limits.Play.Ways, r.Choices)
				if open := r.Played.Open; open != nil {
					require.Equal(t, explore.None, r.Cause)
					require.GreaterOrEqual(t, len(open.Ways), 2)
					for way := range open.Ways {
						todo = append(todo, append(slices.Clone(r.Choices), way))
					}
					continue
				}
				maps.Copy(walked, saw)
				require.False(t, seen[fmt.Sprint(r.Choices)], "no schedule comes twice")
				seen[fmt.Sprint(r.Choices)] = true
				if r.Cause != explore.None {
					failed++
				}
			}
			assert.Greater(t, len(seen), 3)
			assert.Equal(t, all.Schedules, len(seen), "the schedules")
			assert.Equal(t, all.Failed, failed, "those that break")
			assert.Equal(t, slices.Sorted(maps.Keys(noted)), slices.Sorted(maps.Keys(walked)), "what they saw")
		})
	}
}

// playLockOrder plays the two goroutines that take two locks in different orders.
func playLockOrder(t *testing.T, toEnd bool, ways ...int) *explore.Result {
	limits := explore.DefaultLimits()
	limits.Play = &explore.Moves{Ways: ways, ToEnd: toEnd}
	return explore.Explore(t, limits, noting(kernels["lock order"], map[string]int{}))
}

func TestPlayTellsWhoCanMove(t *testing.T) {
	r := playLockOrder(t, false)
	require.NotNil(t, r.Played.Open)
	assert.Equal(t, "stopped", r.Played.End)
	assert.Equal(t, []string{"ab: lock", "ba: lock"}, waysOf(r))
	assert.False(t, r.Played.Open.Ways[1].Preempts, "main, which moved last, waits for both")
	assert.Contains(t, r.Played.Open.Ways[0].Code, "a.Lock(); b.Lock()")

	r = playLockOrder(t, false, 0)
	assert.Equal(t, []string{"ab: lock", "ba: lock"}, waysOf(r), "ab has the first lock")
	assert.True(t, r.Played.Open.Ways[1].Preempts)
	assert.Equal(t, []string{"ab"}, r.Final.Locks[0].Owners)
	assert.Equal(t, []string{"ab can", "ba can", "main waits"}, standings(r))

	r = playLockOrder(t, false, 0, 1)
	assert.Equal(t, explore.Deadlock, r.Cause, "each holds what the other one waits for, and nobody is asked")
	assert.Equal(t, 2, r.Played.Used)
	assert.Nil(t, r.Played.Open)
	assert.Len(t, r.Blocked, 3)

	r = playLockOrder(t, false, 0, 0)
	assert.Equal(t, "stopped", r.Played.End)
	assert.Equal(t, []string{"ba can", "main can"}, standings(r), "ab has ended, for which main waits first")
}

// TestPlayKeepsNumbers goes each of the two ways: an object keeps its number.
func TestPlayKeepsNumbers(t *testing.T) {
	start := playLockOrder(t, false)
	for _, way := range []int{0, 1} {
		after := playLockOrder(t, false, way)
		other := start.Played.Open.Ways[1-way]
		i := slices.IndexFunc(after.Played.Open.Ways, func(w explore.Way) bool { return w.Goroutine == other.Goroutine })
		assert.Equal(t, other.Object, after.Played.Open.Ways[i].Object, "what the other one waits for, after way %d", way)
		assert.Equal(t, []int{1, 2}, []int{after.Objects[0].Number, after.Objects[1].Number})
	}
}

func TestPlayGoesOnToTheEnd(t *testing.T) {
	r := playLockOrder(t, true, 0)
	assert.Equal(t, explore.None, r.Cause)
	assert.Equal(t, "done", r.Played.End)
	assert.Equal(t, 1, r.Played.Used)
	assert.Greater(t, len(r.Choices), 1)
	assert.Equal(t, explore.Deadlock, playLockOrder(t, true, 0, 1).Cause)
}

func TestPlayNamesAWrongMove(t *testing.T) {
	r := playLockOrder(t, true, 0, 7)
	assert.Equal(t, 1, r.Played.Used)
	assert.Len(t, r.Played.Open.Ways, 2)
	assert.Equal(t, 2, playLockOrder(t, false, 0, 1, 0).Played.Used, "the schedule has ended before the third")
}

// TestPlayNamesWhatIsNoGoroutine looks at choices between the cases of a select, cases of a scenario, and random numbers.
func TestPlayNamesWhatIsNoGoroutine(t *testing.T) {
	limits := explore.DefaultLimits()
	play := func(scenario func(*explore.T), ways ...int) *explore.Open {
		limits.Play = &explore.Moves{Ways: ways}
		r := explore.Explore(t, limits, scenario)
		require.NotNil(t, r.Played.Open, "%s %s", r.Cause, r.Message)
		return r.Played.Open
	}
	open := play(func(*explore.T) {
		c, d := make(chan int, 1), make(chan int, 1)
		rt.To(c).Send(1)
		rt.To(d).Send(2)
		rt.Select(false, rt.From(c), rt.To(make(chan int)), rt.From(d))
	})
	assert.Equal(t, "pick", open.Kind)
	assert.Equal(t, "main", open.By.Goroutine)
	require.Len(t, open.Ways, 2)
	assert.Equal(t, []string{"receive", "receive"}, []string{open.Ways[0].Op, open.Ways[1].Op})
	assert.NotEqual(t, open.Ways[0].Object, open.Ways[1].Object)

	open = play(func(t *explore.T) {
		if t.Choose(2) == 1 {
			t.Case("the harder one")
		}
		t.Go("a", func() {})
		t.Go("b", func() {})
		t.Wait()
	})
	assert.Equal(t, "value", open.Kind)
	assert.Empty(t, open.Ways[0].Case)
	assert.Equal(t, "the harder one", open.Ways[1].Case)

	open = play(func(t *explore.T) {
		shimrand.Intn(3)
	})
	assert.Equal(t, "detour", open.Kind)
	assert.ElementsMatch(t, []string{"0", "1", "2"}, []string{open.Ways[0].Case, open.Ways[1].Case, open.Ways[2].Case})
}

func waysOf(r *explore.Result) []string {
	var out []string
	for _, w := range r.Played.Open.Ways {
		out = append(out, w.Goroutine+": "+w.Op)
	}
	return out
}

func standings(r *explore.Result) []string {
	var out []string
	for _, g := range r.Final.Goroutines {
		out = append(out, g.Goroutine+map[bool]string{true: " can", false: " waits"}[g.Can])
	}
	slices.Sort(out)
	return out
}
