package explore_test

import (
	"fmt"
	"maps"
	"math/rand"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/explore/rt"
	shimatomic "sharedmap-workshop/checker/explore/shim/atomic"
	shimcontext "sharedmap-workshop/checker/explore/shim/context"
	shimsync "sharedmap-workshop/checker/explore/shim/sync"
)

// world is what the goroutines of a random program share.
type world struct {
	mu   [2]shimsync.Mutex
	rw   shimsync.RWMutex
	n    [4]int // two guarded by mu, one bare, one guarded by rw
	a    shimatomic.Int32
	wg   shimsync.WaitGroup
	full chan int
	bare chan int
	done chan struct{}
	ctx  func()
	see  func() error
	seen []string
}

// ops are what a goroutine of a random program may do.
var ops = []func(w *world, id int){
	func(w *world, id int) { w.mu[0].Lock(); w.n[0] = w.n[0]*3 + id; w.mu[0].Unlock() },
	func(w *world, id int) { w.mu[1].Lock(); w.n[1] = w.n[1]*3 + id; w.mu[1].Unlock() },
	func(w *world, id int) { w.mu[0].Lock(); w.mu[1].Lock(); w.n[1]++; w.mu[1].Unlock(); w.mu[0].Unlock() },
	func(w *world, id int) { w.mu[1].Lock(); w.mu[0].Lock(); w.n[0]++; w.mu[0].Unlock(); w.mu[1].Unlock() },
	func(w *world, id int) { rt.Write(&w.n[2], 1).Set(rt.Read(&w.n[2], 2)*3 + id) },
	func(w *world, id int) { w.a.Store(w.a.Load()*3 + int32(id)) },
	func(w *world, id int) { w.a.CompareAndSwap(0, int32(id)) },
	func(w *world, id int) { rt.To(w.full).Send(id) },
	func(w *world, id int) { w.saw(rt.Recv(w.full)) },
	func(w *world, id int) { rt.To(w.bare).Send(id) },
	func(w *world, id int) { w.saw(rt.Recv(w.bare)) },
	func(w *world, id int) {
		r, s := rt.From(w.bare), rt.To(w.full).Val(id)
		if rt.Select(false, r, s) == 0 {
			w.saw(r.Value())
		}
	},
	func(w *world, id int) {
		r := rt.From(w.bare)
		if rt.Select(true, r) == 0 {
			w.saw(r.Value())
		}
	},
	func(w *world, id int) { rt.Close(w.done) },
	func(w *world, id int) { rt.Recv(w.done) },
	func(w *world, id int) { w.rw.RLock(); w.saw(w.n[3]); w.rw.RUnlock() },
	func(w *world, id int) { w.rw.Lock(); w.n[3]++; w.rw.Unlock() },
	func(w *world, id int) { w.ctx() },
	func(w *world, id int) { w.saw(w.see() != nil) },
}

func (w *world) saw(v any) {
	w.mu[0].Lock()
	w.seen = append(w.seen, fmt.Sprint(v))
	w.mu[0].Unlock()
}

// outcomes runs all schedules of a program and collects how they end.
func outcomes(t *testing.T, program [][]int, plain bool) (map[string]bool, *explore.Result) {
	got := map[string]bool{}
	limits := explore.DefaultLimits()
	limits.All, limits.NoReduction, limits.Races, limits.Schedules, limits.Time = true, plain, false, 30_000, 0
	r := explore.Explore(t, limits, func(t *explore.T) {
		w := &world{full: make(chan int, 1), bare: make(chan int), done: make(chan struct{})}
		ctx, cancel := shimcontext.WithCancel(t.Context())
		w.ctx, w.see = cancel, ctx.Err
		t.LeaksAllowed()
		for id, list := range program {
			t.Go(fmt.Sprint(id), func() {
				for _, op := range list {
					ops[op](w, id+1)
				}
			})
		}
		t.Wait()
		got[fmt.Sprint(w.n, w.a.Load(), w.seen, len(w.full))] = true
	})
	return got, r
}

// TestReductionLosesNothing compares the search with one that tries every schedule, on random programs.
func TestReductionLosesNothing(t *testing.T) {
	plainly, reduced, programs := 0, 0, 0
	for seed := range int64(60) {
		r := rand.New(rand.NewSource(seed))
		program := make([][]int, 2+r.Intn(2))
		for i := range program {
			for range 1 + r.Intn(3) {
				program[i] = append(program[i], r.Intn(len(ops)))
			}
		}
		want, all := outcomes(t, program, true)
		if all.Capped {
			continue
		}
		got, some := outcomes(t, program, false)
		require.True(t, some.Exhausted || some.Failed > 0)
		require.Equal(t, slices.Sorted(maps.Keys(want)), slices.Sorted(maps.Keys(got)), "program %v: %d against %d schedules", program, all.Schedules, some.Schedules)
		require.Equal(t, all.Failed > 0, some.Failed > 0, "program %v", program)
		plainly, reduced, programs = plainly+all.Schedules, reduced+some.Schedules, programs+1
	}
	require.Equal(t, 60, programs, "all have few enough schedules to try every one")
	t.Logf("%d programs: %d schedules, %d without reduction", programs, reduced, plainly)
}
