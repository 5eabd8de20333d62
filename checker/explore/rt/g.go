package rt

import "runtime"

// state is what a goroutine does at the moment.
type state uint8

const (
	parked        state = iota // stands before an operation, or waits for one to become possible
	running                    // has the turn
	inForeignCode              // waits in code that is not instrumented
	done
)

// G is a goroutine that the scheduler moves.
type G struct {
	s     *Sched
	id    int
	name  string
	goid  uintptr
	wake  chan struct{}
	state state

	ready func() bool // reports whether it can do op; nil: it can
	op    Op          // stands before it, or waits in it
	place Place       // of op, where a trace is kept
	wait  *waiter     // where op is a channel operation

	recorded bool // the trace has op already

	hash       uint64 // of everything that happened before its next operation
	clock      clock
	inSleepSet bool // see addToSleepSet
	yielded    bool // gave way of its own accord, until another goroutine moves
	paused     bool // has moved for so long that others come first
	movedAt    int  // the step at which it moved last
	idleOps    int  // operations since it last changed something
	polls      bool // it has changed nothing since it gave way the last time, see giveWay
	gaveWayAt  int  // the step at which it gave way last
	behind     []*G // those that must move before it, where they can
	clockLooks int  // how often it has looked at the time since then
	children   int  // how many goroutines it has started

	firesAtMove int  // how many timers had fired when it moved last
	daemon      bool // a package started it before the scenario began, so it may stay when the scenario ends
}

// Op is an operation that a goroutine stands before.
type Op struct {
	Kind     string // lock, send, read …
	Object   *SyncObject
	Read     bool       // it changes nothing
	channels []*channel // all that a channel operation may touch
	Value    string     // what was read or written, where known
}

// Enter returns the calling goroutine, or nil outside of a schedule.
func Enter() *G {
	s := active.Load()
	if s == nil {
		endInitGoroutine()
		return nil
	}
	g := s.cur.Load()
	if !s.hasTurn(g) {
		endInitGoroutine()
		g = s.arrive()
	}
	if g != nil && s.aborting {
		runtime.Goexit()
	}
	return g
}

// hasTurn reports whether the caller is g, which has the turn.
func (s *Sched) hasTurn(g *G) bool {
	if s.foreign {
		return g != nil && g.goid == goroutineID()
	}
	return isMarkedRunning()
}

// Point is a scheduling point: it stops g before op, and returns once the scheduler lets g do op. Until ready reports true, g cannot do
// op; a nil ready means that g can.
func (g *G) Point(op Op, ready func() bool) {
	s := g.s
	g.op, g.ready, g.state = op, ready, parked
	g.hash = mix(g.hash, 1)
	g.Here()
	s.countStep()
	if s.foreign {
		s.cur.Store(nil)
		<-g.wake
	} else if next := s.choose(); next != g {
		unmarkRunning()
		s.passTurn(next)
		<-g.wake
		markRunning()
	} else {
		g.state = running
	}
	if s.aborting {
		runtime.Goexit()
	}
	g.ready = nil
	s.record(g, op)
}

// Yield lets another goroutine move first if one can.
func (g *G) Yield() {
	g.giveWay()
	g.Point(Op{Kind: "yield"}, nil)
}

// countIdleOp counts an operation that changed nothing. A goroutine that does nothing else spins, and gives way.
func (g *G) countIdleOp() {
	if g.idleOps++; g.idleOps > spinLimit {
		g.giveWay()
	}
}

// spinLimit is how many operations without effect a goroutine does before it gives way.
const spinLimit = 8

// run is the body of every goroutine under the scheduler.
func (s *Sched) run(g *G, f func()) {
	if s.foreign {
		g.goid = goroutineID()
		s.know(g)
	}
	defer s.ended(g)
	preGrowStack()
	<-g.wake
	markRunning()
	if !s.aborting {
		f()
	}
}

// preGrowStack grows the stack of a goroutine while there is little on it. To grow it later, at a point deep in the student's code, takes
// a fifth of a short schedule's time, because all of the stack is copied.
//
//go:noinline
func preGrowStack() {
	var room [6 << 10]byte
	runtime.KeepAlive(&room)
}

// ended is called when g has ended: by return, by Goexit or by a panic.
func (s *Sched) ended(g *G) {
	r := recover()
	var before *Moment
	if r != nil && s.cfg.Record && !s.aborting {
		before = s.moment(g) // as long as g counts as running
	}
	s.forget(g)
	g.state = done
	s.alive--
	if s.aborting {
		return
	}
	if g.release(nil); r != nil {
		s.panicked(g, r, before)
	}
	s.noteExit(g)
	if s.foreign {
		s.cur.Store(nil)
		return
	}
	s.passTurn(s.choose())
}

// Go starts f as a goroutine under the scheduler, if there is one.
func Go(name string, f func()) {
	if g := Enter(); g != nil {
		g.Spawn(name, f)
		return
	}
	go InitGoroutine(f)()
}

// Spawn starts f as a new goroutine of g's schedule and returns it.
func (g *G) Spawn(name string, f func()) *G {
	child := g.s.newG(name)
	if g.s.setup {
		g.s.daemon(child)
	}
	g.children++
	child.hash = mix(g.hash, uint64(g.children)+77)
	g.hash = mix(g.hash, 78)
	child.clock = child.clock.join(g.clock)
	g.tick() // what g does from now on is not before the child
	child.op.Kind = "start"
	g.s.recordGo(g, child)
	go g.s.run(child, f)
	return child
}

// Schedule returns the schedule that g belongs to.
func (g *G) Schedule() *Sched { return g.s }

// Done reports whether g has ended.
func (g *G) Done() bool { return g.state == done }

// Name returns what the trace calls g.
func (g *G) Name() string { return g.name }

// After orders g after the end of other, which has ended.
func (g *G) After(other *G) {
	g.clock = g.clock.join(other.clock)
	g.hash = mix(g.hash, other.hash)
}

// Settle waits until no other goroutine can move.
func (g *G) Settle() {
	g.Point(Op{Kind: "synctest wait"}, func() bool {
		for _, o := range g.s.goroutines {
			if o != g && o.op.Kind != "synctest wait" && g.s.canMove(o) {
				return false
			}
		}
		return true
	})
	for _, o := range g.s.goroutines {
		g.clock = g.clock.join(o.clock)
		g.hash = mix(g.hash, o.hash)
	}
	g.s.markCertainWaiters()
}
