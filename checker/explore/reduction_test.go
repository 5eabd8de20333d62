package explore_test

import (
	"fmt"
	"maps"
	"math/rand"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/explore/rt"
	shimatomic "sharedmap-workshop/checker/explore/shim/atomic"
	shimcontext "sharedmap-workshop/checker/explore/shim/context"
	shimruntime "sharedmap-workshop/checker/explore/shim/runtime"
	shimsync "sharedmap-workshop/checker/explore/shim/sync"
	shimtime "sharedmap-workshop/checker/explore/shim/time"
)

// world is what the goroutines of a random program share.
type world struct {
	mu   [2]shimsync.Mutex
	rw   shimsync.RWMutex
	n    [4]int // two guarded by mu, one bare, one guarded by rw
	a    shimatomic.Int32
	wg   shimsync.WaitGroup
	cond *shimsync.Cond
	pool shimsync.Pool
	m    shimsync.Map
	once shimsync.Once
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
	func(w *world, id int) { w.cond.L.Lock(); w.cond.Wait(); w.n[0]++; w.cond.L.Unlock() },
	func(w *world, id int) { w.cond.Signal() },
	func(w *world, id int) { w.cond.L.Lock(); w.n[0] += 2; w.cond.L.Unlock(); w.cond.Broadcast() },
	func(w *world, id int) { w.pool.Put(id) },
	func(w *world, id int) { w.saw(w.pool.Get()) },
	func(w *world, id int) { w.m.Store("k", id) },
	func(w *world, id int) { v, _ := w.m.LoadOrStore("k", id); w.saw(v) },
	func(w *world, id int) { v, _ := w.m.Load("k"); w.saw(v) },
	func(w *world, id int) { w.saw(w.m.CompareAndSwap("k", id, 0)) },
	func(w *world, id int) { w.once.Do(func() { w.a.Add(int32(id)) }) },
	func(w *world, id int) { w.wg.Add(1); w.a.Add(1); w.wg.Done() },
	func(w *world, id int) { w.wg.Wait() },
	func(w *world, id int) { shimtime.Sleep(time.Duration(id) * time.Second) },
	func(w *world, id int) { shimtime.AfterFunc(time.Second, func() { w.a.Add(int32(id)) }) },
	func(w *world, id int) {
		timer := shimtime.NewTimer(time.Second)
		r := rt.From(w.full)
		if rt.Select(false, r, rt.From(timer.C)) == 0 {
			w.saw(r.Value())
		}
		w.saw(timer.Stop())
	},
	func(w *world, id int) { shimruntime.Gosched() },
}

func (w *world) saw(v any) {
	w.mu[0].Lock()
	w.seen = append(w.seen, fmt.Sprint(v))
	w.mu[0].Unlock()
}

// outcomes makes all schedules of a program, and returns the outcomes.
func outcomes(t *testing.T, program [][]int, plain bool) (map[string]bool, *explore.Result) {
	got := map[string]bool{}
	limits := explore.DefaultLimits()
	limits.All, limits.NoReduction, limits.Races, limits.Schedules, limits.Time = true, plain, false, 30_000, 0
	r := explore.Explore(t, limits, func(t *explore.T) {
		w := &world{full: make(chan int, 1), bare: make(chan int), done: make(chan struct{})}
		w.cond = shimsync.NewCond(&w.mu[0])
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

// found are programs of which the reduction once lost an outcome, by the indices of ops.
var found = [][][]int{
	{{13, 34, 12}, {9, 33}}, // a timer that fires while a goroutine of the sleep set could move
}

// programs returns the programs that were found and n random ones.
func programs(n int) [][][]int {
	all := slices.Clone(found)
	for seed := range int64(n) {
		r := rand.New(rand.NewSource(seed))
		program := make([][]int, 2+r.Intn(2))
		for i := range program {
			for range 1 + r.Intn(3) {
				program[i] = append(program[i], r.Intn(len(ops)))
			}
		}
		all = append(all, program)
	}
	return all
}

// TestReductionLosesNothing compares a search that leaves out what sleep sets and happens-before hashing allow with one that tries every
// schedule: both must find the same outcomes.
func TestReductionLosesNothing(t *testing.T) {
	without, with := 0, 0
	used := map[int]bool{}
	for _, program := range programs(200) {
		want, all := outcomes(t, program, true)
		require.False(t, all.Capped, "program %v has too many schedules to try every one", program)
		got, some := outcomes(t, program, false)
		require.True(t, some.Exhausted || some.Failed > 0)
		require.Equal(t, slices.Sorted(maps.Keys(want)), slices.Sorted(maps.Keys(got)), "program %v: %d against %d schedules", program, all.Schedules, some.Schedules)
		require.Equal(t, all.Failed > 0, some.Failed > 0, "program %v", program)
		without, with = without+all.Schedules, with+some.Schedules
		for _, op := range slices.Concat(program...) {
			used[op] = true
		}
	}
	require.Len(t, used, len(ops), "every operation is part of a program")
	require.Less(t, with, without/2, "the reduction leaves schedules out")
	t.Logf("%d schedules, %d without reduction", with, without)
}
