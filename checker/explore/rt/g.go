package rt

import "runtime"

type state uint8

const (
	parked  state = iota // stands before an operation, or waits for one to become possible
	running              // has the turn
	outside              // waits in code that was not instrumented
	done
)

// G is one goroutine under the scheduler.
type G struct {
	s     *Sched
	id    int
	name  string
	gp    uintptr
	wake  chan struct{}
	state state

	ready func() bool // nil: it can move
	at    Op          // what it is about to do, or waits for
	where Place       // its last known place, when recorded
	wait  *waiter     // the channel operation that it is blocked in

	hash    uint64 // of everything that happened before its next operation
	vc      clock
	asleep  bool // what it is about to do was tried before, and nothing since depends on it
	yielded bool // gave its turn away and waits for another to move
	paused  bool // has moved for so long that others come first, if any can
	moved   int  // the step at which it moved last
	reads   int  // operations since its last one that changed something
	looks   int  // at the clock since then
	forks   int

	movedFires int  // how many timers had fired when it moved last
	daemon     bool // a package started it before the scenario began: it may be left
}

// Op is one operation as the schedule shows it.
type Op struct {
	Kind  string // lock, send, read …
	Obj   *Obj
	Read  bool       // it changes nothing
	cases []*channel // of a channel operation: all that it may touch
	Value string     // what was read or written, where known
}

// Enter returns the calling goroutine if it is under a scheduler, else nil.
func Enter() *G {
	s := active.Load()
	if s == nil {
		endEarly()
		return nil
	}
	g := s.cur.Load()
	if !s.mine(g) {
		endEarly()
		g = s.stranger()
	}
	if g != nil && s.aborting {
		runtime.Goexit()
	}
	return g
}

// mine says whether g, which has the turn, is the caller.
func (s *Sched) mine(g *G) bool {
	if s.slow {
		return g != nil && g.gp == number()
	}
	return holds()
}

// Point stops before op until ready (nil: at once) and the scheduler lets the goroutine do it.
func (g *G) Point(op Op, ready func() bool) {
	s := g.s
	g.at, g.ready, g.state = op, ready, parked
	g.hash = mix(g.hash, 1)
	g.Here()
	s.step(g)
	if s.slow {
		s.cur.Store(nil)
		<-g.wake
	} else if next := s.choose(); next != g {
		drop()
		s.hand(next)
		<-g.wake
		hold()
	} else {
		g.state = running
	}
	if s.aborting {
		runtime.Goexit()
	}
	g.ready = nil
	s.note(g, op)
}

// Yield lets another goroutine move first, if one can.
func (g *G) Yield() {
	g.yielded = true
	g.Point(Op{Kind: "yield"}, nil)
}

// Spun counts an operation that changed nothing; a goroutine that does only such ones is spinning.
func (g *G) spun() {
	if g.reads++; g.reads > spinLimit {
		g.yielded = true
	}
}

// spinLimit is how many operations without effect a goroutine makes before others go first.
const spinLimit = 8

// run is the body of every goroutine under the scheduler.
func (s *Sched) run(g *G, f func()) {
	if s.slow {
		g.gp = number()
		s.know(g)
	}
	defer s.exit(g)
	roomy()
	<-g.wake
	hold()
	if !s.aborting {
		f()
	}
}

// roomy grows the stack of a goroutine while there is little on it to move: later, at a point deep in the
// student's code, that takes a fifth of a short schedule's time.
//
//go:noinline
func roomy() {
	var room [6 << 10]byte
	runtime.KeepAlive(&room)
}

// exit ends g: normally, by Goexit or by a panic.
func (s *Sched) exit(g *G) {
	r := recover()
	s.forget(g)
	g.state = done
	s.alive--
	if s.aborting {
		return
	}
	if g.release(nil); r != nil {
		s.panicked(g, r)
	}
	s.exited(g)
	if s.slow {
		s.cur.Store(nil)
		return
	}
	s.hand(s.choose())
}

// Go starts f as a goroutine under the scheduler, if there is one.
func Go(name string, f func()) {
	if g := Enter(); g != nil {
		g.Spawn(name, f)
		return
	}
	go Early(f)()
}

// Spawn starts f as a new goroutine of g's schedule and returns it.
func (g *G) Spawn(name string, f func()) *G {
	child := g.s.newG(name)
	if g.s.setup {
		g.s.daemon(child)
	}
	g.forks++
	child.hash = mix(g.hash, uint64(g.forks)+77)
	g.hash = mix(g.hash, 78)
	child.vc = child.vc.join(g.vc)
	g.tick() // what g does from now on is not before the child
	child.at.Kind = "start"
	g.s.noteGo(g, child)
	go g.s.run(child, f)
	return child
}

// Schedule is the one that the goroutine belongs to.
func (g *G) Schedule() *Sched { return g.s }

// Done says whether the goroutine has ended.
func (g *G) Done() bool { return g.state == done }

// Name is what the goroutine is called.
func (g *G) Name() string { return g.name }

// After orders g after the end of other.
func (g *G) After(other *G) {
	g.vc = g.vc.join(other.vc)
	g.hash = mix(g.hash, other.hash)
}

// Settle waits until no other goroutine can move.
func (g *G) Settle() {
	g.Point(Op{Kind: "synctest wait"}, func() bool {
		for _, o := range g.s.gs {
			if o != g && o.at.Kind != "synctest wait" && g.s.able(o) {
				return false
			}
		}
		return true
	})
	for _, o := range g.s.gs {
		g.vc = g.vc.join(o.vc)
		g.hash = mix(g.hash, o.hash)
	}
	g.s.settled()
}
