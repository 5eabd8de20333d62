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

// active is the schedule that runs now. There is one at a time, because the calls of instrumented code carry no schedule.
var active atomic.Pointer[Sched]

// epochs numbers the schedules of the process.
var epochs atomic.Uint32

// Config says which schedule to make, and what is known from earlier ones.
type Config struct {
	Strategy    strategy.Strategy   // makes the choices
	Visited     map[uint64]struct{} // states reached before; nil: no schedule ends early
	Known       int                 // so many of the first choices lead to states that are in Visited already
	Points      *SchedulingPoints   // grows with what the schedule shows
	EarlyTimers bool                // a timer may fire although others can still move
	Record      bool                // keep a trace
	Steady      bool                // the trace and its numbers of objects do not depend on how the schedule goes on, so that somebody can follow it choice by choice
	NoSleepSets bool                // try schedules that end like others, too
	Long        bool                // the schedule may be many times as long, and adds no scheduling points
	MaxSteps    int                 // a schedule with more steps is cut off
	MaxG        int                 // a schedule with more goroutines at once is cut off
	Places      func() Place        // the place of the caller, for the trace
	Heartbeat   *atomic.Uint64      // counts steps, so that a watchdog sees whether something goes on
	Stop        *atomic.Bool        // true once there is no more time for this schedule
}

// Sched is one schedule of the scenario. Whoever has the turn may use it; see mu for the exceptions.
type Sched struct {
	cfg     Config
	epoch   uint32
	turns   strategy.Turns
	foreign bool // code that is not instrumented takes part: the root goroutine chooses at every step

	goroutines []*G
	started    int // goroutines before this one have left their start
	alive      int // goroutines that have not ended
	daemons    int // goroutines that packages have started

	cur        atomic.Pointer[G] // has the turn
	last       *G                // moved last
	continuing int               // the id of last if it can go on, else -1
	turnBegan  int               // the step at which last began to move
	candidates []*G              // see options
	rotation   int               // see forgetYields
	advance    bool              // the root goroutine is to let time pass
	oneOrder   bool              // see OneOrder

	path      []strategy.Decision
	diverged  bool // the strategy took a way that there was not
	spent     int  // see Spend
	draws     int
	switches  int
	preempted bool // the goroutine that moved before could have gone on

	steps      int
	changedAt  int // the step at which something was changed last
	idleRounds int // see forgetYields
	idleFires  int // timers that have fired since something was changed

	setup        bool // packages are initialised, the scenario has not begun
	mainOver     bool
	stepsAtEnd   int // steps when the scenario was over
	firesAtEnd   int // the same of fires
	leaksAllowed bool
	longAllowed  bool
	longFrom     int  // how many choices were made before LongAllowed
	aborting     bool // the schedule is over, its goroutines have yet to end
	outcome      *Outcome
	rows         []Row
	rec          recorder            // what is kept for the moments of rows
	objectIDs    map[*SyncObject]int // the numbers of the objects in rows
	conflicts    [][2]Row
	sleepSetSize int

	timers     []*Timer
	fires      int        // timers that have fired
	firings    SyncObject // everything that fired timers have done
	timerEarly bool       // a timer has fired although a goroutine could move

	chans     map[unsafe.Pointer]*channel
	variables map[unsafe.Pointer]*variable
	objects   map[unsafe.Pointer]*SyncObject

	foreignArrived atomic.Bool // a goroutine without the turn has come to an operation
	mu             sync.Mutex  // guards the three below, which goroutines without the turn use
	known          map[uintptr]*G
	arrivals       []*G
	news           chan struct{}
}

// Run makes one schedule of main inside a synctest bubble, and returns how it ended.
func Run(t *testing.T, cfg Config, main func(t *testing.T, s *Sched)) *Outcome {
	s := &Sched{cfg: cfg, epoch: epochs.Add(1), foreign: cfg.Points.Foreign, turns: cfg.Strategy.Turns(),
		chans: map[unsafe.Pointer]*channel{}, variables: map[unsafe.Pointer]*variable{}, known: map[uintptr]*G{}}
	initGoroutines.over.Store(true)
	restore()
	over := make(chan struct{})
	go func() {
		defer close(over)
		defer func() {
			if r := recover(); r != nil && s.outcome == nil {
				s.end(Panic, panicText(r))
			}
		}()
		synctest.Test(t, func(t *testing.T) { s.root(t, main) })
	}()
	<-over
	active.Store(nil)
	return s.finish()
}

// root is the bubble's first goroutine. It sleeps while the others pass the turn on, and acts once all of them wait: for the end, for
// time to pass, or for code that is not instrumented.
func (s *Sched) root(t *testing.T, main func(*testing.T, *Sched)) {
	s.news = make(chan struct{}, 1)
	g := s.newG("main")
	g.op.Kind = "start"
	active.Store(s)
	go s.run(g, func() { main(t, s) })
	synctest.Wait()
	s.passTurn(s.choose())
	for {
		synctest.Wait()
		switch {
		case s.outcome != nil:
			s.abort()
			return
		case s.advance:
			s.advanceTime()
		default:
			s.settleForeign()
		}
	}
}

// advanceTime lets time pass until the next timer, and fires the timer.
func (s *Sched) advanceTime() {
	s.advance = false
	if t := s.next(); t != nil {
		if d := time.Until(t.due); d > 0 {
			time.Sleep(d)
		}
		synctest.Wait()
		s.fire(t)
	}
	s.settleForeign()
}

// settleForeign finds out which goroutine waits in code that is not instrumented, and passes the turn on in its place.
func (s *Sched) settleForeign() {
	s.adopt()
	if g := s.cur.Load(); g != nil && g.state == running {
		g.state = inForeignCode
		s.learnForeign()
	}
	g := s.choose()
	if g == nil && s.outcome == nil && !s.advance {
		s.awaitForeign()
		return
	}
	s.passTurn(g)
}

// awaitForeign lets time pass for goroutines in code that is not instrumented, until one of them comes back.
func (s *Sched) awaitForeign() {
	s.cur.Store(nil)
	t := time.NewTimer(patience)
	defer t.Stop()
	select {
	case <-s.news:
	case <-t.C:
		s.blockedForever()
	}
}

// patience is how long goroutines may stay in code that is not instrumented before they count as blocked for ever. It is time of the
// bubble, and costs none.
const patience = 24 * time.Hour

// passTurn gives the turn to g.
func (s *Sched) passTurn(g *G) {
	s.cur.Store(g)
	if g != nil {
		g.state = running
		g.wake <- struct{}{}
	}
}

func (s *Sched) newG(name string) *G {
	g := &G{s: s, id: len(s.goroutines), name: name, wake: make(chan struct{}, 1)}
	g.clock = make(clock, g.id+1)
	g.clock[g.id] = 1
	s.goroutines = append(s.goroutines, g)
	s.alive++
	s.heartbeat()
	s.checkGoroutineLimit()
	return g
}

// daemon notes that a package has started g, and not the scenario.
func (s *Sched) daemon(g *G) {
	g.daemon = true
	s.daemons++
}

// abort ends every goroutine that waits for its turn, one after the other.
func (s *Sched) abort() {
	s.aborting = true
	s.adopt()
	for i := 0; i < len(s.goroutines); i++ {
		s.heartbeat()
		if g := s.goroutines[i]; g.state == parked {
			s.passTurn(g)
			synctest.Wait()
		}
		s.adopt()
	}
	active.Store(nil)
}
