package rt

import (
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
	"unsafe"

	"sharedmap-workshop/checker/explore/strategy"
)

// active is the schedule that runs now: one at a time, because hooks carry no argument to find it by.
var active atomic.Pointer[Sched]

// epochs numbers the schedules of the process.
var epochs atomic.Uint32

// Config says which schedule to run and what is known from earlier ones.
type Config struct {
	Strategy    strategy.Strategy   // makes the choices
	Visited     map[uint64]struct{} // states reached before; nil: run to the end whatever
	Known       int                 // so many choices lead to states that are in Visited already
	Learned     *Learned            // what earlier schedules taught
	EarlyTimers bool                // a timer may fire although others can still move
	Record      bool                // keep the trace
	NoSleepSets bool                // never put off an operation because it was tried already
	Long        bool                // the schedule may be many times as long, and teaches nothing
	MaxSteps    int                 // more than these are a livelock
	MaxG        int                 // more goroutines than these at once are one, too
	Places      func() Place        // where the caller stands, for the trace
	Beat        *atomic.Uint64      // counts steps, for a watchdog
	Stop        *atomic.Bool        // set where there is no more time for this schedule
}

// Sched is one run of the scenario.
type Sched struct {
	cfg                           Config
	epoch                         uint32
	cur                           atomic.Pointer[G]
	gs                            []*G
	alive                         int // of gs
	daemons                       int // how many of gs packages have started
	last                          *G
	going                         int // the id of the one that moved last if it can go on, else -1
	opts                          []*G
	path                          []strategy.Decision
	turns                         strategy.Turns
	spent                         int
	draws                         int
	steps                         int
	idle                          int
	turn                          int
	slow                          bool
	strange                       atomic.Bool // a goroutine without the turn has come
	early                         bool
	fires, firesAtEnd, stepsAtEnd int

	setup     bool // the packages begin, the scenario has not yet
	aborting  bool
	alone     bool // see Alone
	advance   bool
	mainOver  bool
	leaksOK   bool
	diverged  bool
	outcome   *Outcome
	rows      []Row
	switches  int
	wroteAt   int // the step at which something was changed last
	sleepers  int
	begun     int // goroutines before this one have left their start
	since     int // the step at which the last one began to move
	quiet     int // timers since something changed
	conflicts [][2]Row
	preempted bool

	clock   Obj
	timers  []*Timer
	chans   map[unsafe.Pointer]*channel
	cells   map[unsafe.Pointer]*cell
	objects map[unsafe.Pointer]*Obj

	mu       sync.Mutex // guards the three below, which goroutines without the turn may touch
	known    map[uintptr]*G
	arrivals []*G
	news     chan struct{}
}

// Run makes one schedule of main inside a bubble and says how it ended.
func Run(t *testing.T, cfg Config, main func(t *testing.T, s *Sched)) *Outcome {
	s := &Sched{cfg: cfg, epoch: epochs.Add(1), slow: cfg.Learned.Slow, turns: cfg.Strategy.Turns(),
		chans: map[unsafe.Pointer]*channel{}, cells: map[unsafe.Pointer]*cell{}, known: map[uintptr]*G{}}
	early.over.Store(true)
	restore()
	over := make(chan struct{})
	go func() {
		defer close(over)
		defer func() {
			if r := recover(); r != nil && s.outcome == nil {
				s.end(Panic, text(r))
			}
		}()
		synctest.Test(t, func(t *testing.T) { s.root(t, main) })
	}()
	<-over
	active.Store(nil)
	return s.finish()
}

// root is the bubble's first goroutine: it sleeps while others hand the turn on among themselves, and
// acts when all of them wait: at the end, for time to pass, or for code that is not instrumented.
func (s *Sched) root(t *testing.T, main func(*testing.T, *Sched)) {
	s.news = make(chan struct{}, 1)
	g := s.newG("main")
	g.at.Kind = "start"
	active.Store(s)
	go s.run(g, func() { main(t, s) })
	synctest.Wait()
	s.hand(s.choose())
	for {
		synctest.Wait()
		switch {
		case s.outcome != nil:
			s.abort()
			return
		case s.advance:
			s.pass()
		default:
			s.settle()
		}
	}
}

// pass lets time go on to the next timer.
func (s *Sched) pass() {
	s.advance = false
	if t := s.next(); t != nil {
		if d := time.Until(t.when); d > 0 {
			time.Sleep(d)
		}
		synctest.Wait()
		s.fire(t)
	}
	s.settle()
}

// settle finds out who waits in code that is not instrumented, and chooses in its stead.
func (s *Sched) settle() {
	s.adopt()
	if g := s.cur.Load(); g != nil && g.state == running {
		g.state = outside
		s.learnSlow()
	}
	g := s.choose()
	if g == nil && s.outcome == nil && !s.advance {
		s.await()
		return
	}
	s.hand(g)
}

// await lets time pass for goroutines in code that is not instrumented, until one of them comes back.
func (s *Sched) await() {
	s.cur.Store(nil)
	t := time.NewTimer(patience)
	defer t.Stop()
	select {
	case <-s.news:
	case <-t.C:
		s.stuck()
	}
}

// patience is how long (in the bubble's time) goroutines outside may sleep before all count as stuck.
const patience = 24 * time.Hour

// hand gives the turn to g.
func (s *Sched) hand(g *G) {
	s.cur.Store(g)
	if g != nil {
		g.state = running
		g.wake <- struct{}{}
	}
}

func (s *Sched) newG(name string) *G {
	g := &G{s: s, id: len(s.gs), name: name, wake: make(chan struct{}, 1)}
	g.vc = make(clock, g.id+1)
	g.vc[g.id] = 1
	s.gs = append(s.gs, g)
	s.alive++
	s.beat()
	s.crowd()
	return g
}

// daemon notes that a package has started g, not the scenario.
func (s *Sched) daemon(g *G) {
	g.daemon = true
	s.daemons++
}

// beat shows the watchdog that something goes on.
func (s *Sched) beat() {
	if s.cfg.Beat != nil {
		s.cfg.Beat.Add(1)
	}
}

// crowd ends a schedule with too many goroutines: they may have an end, so only a long schedule is one without.
func (s *Sched) crowd() {
	most := s.cfg.MaxG * s.times(longCrowd)
	switch {
	case most == 0 || s.alive <= most && (len(s.gs) <= startedTimes*s.cfg.MaxG || startedTimes*s.alive > len(s.gs)):
	case !s.cfg.Long || s.alive <= most:
		s.end(Long, "goroutines")
	default:
		s.end(Livelock, "goroutines")
	}
}

// startedTimes is how many times as many goroutines as may be there at once may be started one after the other, and how many
// times as many as are there.
const startedTimes = 4

// step counts the operations of a schedule; endless ones are livelocks.
func (s *Sched) step(g *G) {
	s.steps++
	s.beat()
	switch most := s.most(); {
	case s.cfg.Stop != nil && s.cfg.Stop.Load():
		s.end(Long, "time")
	case most > 0 && s.steps > most:
		s.tooLong()
	}
}

// most is how many steps the schedule may have, those after the scenario's end counted apart.
func (s *Sched) most() int {
	most := s.cfg.MaxSteps
	if s.mainOver {
		most = max(maxStepsAfter, stepsAfterEach*len(s.gs))
	}
	most *= s.times(longSteps)
	if s.mainOver {
		most += s.stepsAtEnd
	}
	return most
}

// How many times as many steps and goroutines a long schedule may have.
const (
	longSteps = 50
	longCrowd = 3
)

// times returns long for a long schedule, else 1.
func (s *Sched) times(long int) int {
	if s.cfg.Long {
		return long
	}
	return 1
}

// abort lets every goroutine that waits for its turn end, one after the other.
func (s *Sched) abort() {
	s.aborting = true
	s.adopt()
	for i := 0; i < len(s.gs); i++ {
		s.beat()
		if g := s.gs[i]; g.state == parked {
			s.hand(g)
			synctest.Wait()
		}
		s.adopt()
	}
	active.Store(nil)
}
