package sync

import (
	"sync"

	"sharedmap-workshop/checker/explore/rt"
)

// WaitGroup stands in for sync.WaitGroup.
type WaitGroup struct {
	real sync.WaitGroup
	obj  rt.SyncObject
	n    int
	from rt.Mark // the Add that took the count from zero
}

func (w *WaitGroup) fresh(g *rt.G) {
	if g.Fresh(&w.obj) {
		w.n, w.from = 0, rt.Mark{}
	}
}

// Add changes the count.
func (w *WaitGroup) Add(delta int) {
	g := rt.Enter()
	if g == nil {
		w.real.Add(delta)
		return
	}
	w.fresh(g)
	if delta > 0 {
		g.Point(rt.Op{Kind: "add", Object: &w.obj}, nil)
	} else {
		g.Line("done", "")
	}
	if w.n == 0 && delta > 0 {
		w.from = g.Mark()
	}
	if w.n += delta; w.n < 0 {
		panic(rt.Misuse("sync: negative WaitGroup counter"))
	}
	g.Touch(&w.obj, true)
	g.Release(&w.obj)
}

// Done takes one off the count.
func (w *WaitGroup) Done() { w.Add(-1) }

// Wait waits until the count is zero. If nothing orders the first Add before Wait, the two are a race: Wait could have come first, and not
// have waited.
func (w *WaitGroup) Wait() {
	g := rt.Enter()
	if g == nil {
		w.real.Wait()
		return
	}
	w.fresh(g)
	g.Point(rt.Op{Kind: "wait", Object: &w.obj}, func() bool { return w.n == 0 })
	if !g.Follows(w.from) {
		g.Races(w.from)
	}
	g.Touch(&w.obj, true)
	g.Acquire(&w.obj)
}

// Go runs f in a goroutine that the group counts.
func (w *WaitGroup) Go(f func()) {
	g := rt.Enter()
	if g == nil {
		w.real.Go(rt.InitGoroutine(f))
		return
	}
	w.Add(1)
	g.Spawn(rt.FuncName(f), func() {
		defer w.Done()
		f()
	})
}
