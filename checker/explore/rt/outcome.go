package rt

import (
	"fmt"
	"runtime"
	"slices"
	"strings"

	"sharedmap-workshop/checker/explore/strategy"
)

// End is how a schedule ended.
type End string

// The ends of a schedule.
const (
	Fine       End = "done"
	Pruned     End = "pruned" // reached a state whose continuations were tried before
	Check      End = "check"
	Panic      End = "panic"
	Deadlock   End = "deadlock"
	Leak       End = "leak"
	Livelock   End = "livelock"
	Skipped    End = "skipped"
	Unrestored End = "unrestored" // the state that packages begin with could not be made again
	Long       End = "long"       // did not end within the limits, though things changed all the time
)

// Blocked is a goroutine that will never move again.
type Blocked struct {
	Goroutine string
	State     string // the operation it waits in: lock, send, receive …
	Place     Place
	id        int
}

// Outcome is what one schedule came to.
type Outcome struct {
	End       End
	Message   string
	by        *G
	By        string // the goroutine that panicked or whose check failed
	Place     Place  // where, when known
	Blocked   []Blocked
	Path      []strategy.Decision
	Rows      []Row
	Steps     int
	Diverged  bool
	Early     bool
	After     bool // the scenario was over
	Switches  int
	Conflicts [][2]Row // accesses that nothing orders, when recorded
}

// end stops the schedule; the first end is the one that counts.
func (s *Sched) end(e End, message string) {
	if s.outcome != nil {
		return
	}
	if s.sleepers > 0 && (e == Livelock || e == Deadlock || e == Leak || e == Long) {
		e, message = Pruned, "" // somebody sleeps who could move: that was tried
	}
	if s.setup && e != Pruned && e != Skipped && message != "time" {
		e, message = Unrestored, strings.TrimSpace(string(e)+" "+message)
	}
	s.outcome = &Outcome{End: e, Message: message, After: s.mainOver}
	if e == Livelock || e == Deadlock || e == Leak {
		s.outcome.Blocked = s.blocked()
	}
}

func (s *Sched) finish() *Outcome {
	if s.cfg.Record {
		s.number()
	}
	o := s.outcome
	if o == nil {
		o = &Outcome{End: Fine}
	}
	o.Path, o.Rows, o.Steps, o.Diverged, o.Early = s.path, s.shared(), s.steps, s.diverged, s.early
	o.Switches, o.Conflicts = s.switches, s.conflicts
	return o
}

// Fail ends the schedule because a check of the scenario failed. Where a timer was made to fire early it
// proves nothing, since the check may count on that very timer.
func (s *Sched) Fail(message string) {
	if s.early {
		s.end(Pruned, "")
		return
	}
	s.end(Check, message)
	if g := s.cur.Load(); g != nil && s.outcome.End == Check {
		s.outcome.by, s.outcome.By = g, g.name
		s.outcome.Place = s.place()
	}
}

// Failed says whether the schedule has come to its end already.
func (s *Sched) Failed() bool { return s.outcome != nil }

// Skip ends the schedule because the test asks to be skipped.
func (s *Sched) Skip(why string) { s.end(Skipped, why) }

// LeaksAllowed says that goroutines may be left at the end.
func (s *Sched) LeaksAllowed() { s.leaksOK = true }

// stuck is called when nobody can move and no timer is left.
func (s *Sched) stuck() {
	s.buryLibrary()
	switch {
	case !s.left(), s.mainOver && s.leaksOK:
		s.end(Fine, "")
	case s.mainOver:
		s.end(Leak, "")
	default:
		s.end(Deadlock, "")
	}
}

// left says whether a goroutine has not ended that the scenario started. Those of packages end with the process.
func (s *Sched) left() bool {
	return slices.ContainsFunc(s.gs, func(g *G) bool { return g.state != done && !g.daemon })
}

// tooLong ends a schedule that goes on and on.
func (s *Sched) tooLong() {
	switch {
	case s.mainOver && (s.leaksOK || !s.left()):
		s.end(Fine, "")
	case s.mainOver:
		s.end(Leak, "steps")
	case s.steps-s.wroteAt > s.cfg.MaxSteps/2:
		s.end(Livelock, "")
	default:
		s.end(Long, "steps")
	}
}

// How much goroutines may do when the scenario is over: in all, and where they are many, each of them.
const (
	maxStepsAfter  = 5000
	stepsAfterEach = 500
)

// exited notes that g has ended.
func (s *Sched) exited(g *G) {
	if g.id == 0 {
		s.mainOver, s.firesAtEnd, s.stepsAtEnd = true, s.fires, s.steps
	}
}

func (s *Sched) panicked(g *G, r any) {
	if _, own := r.(runtime.Error); s.early && !own && !isMisuse(r) {
		s.end(Pruned, "")
		return
	}
	s.end(Panic, text(r))
	if s.outcome.By == "" {
		s.outcome.by, s.outcome.By = g, g.name
		s.outcome.Place = s.panicPlace()
		if s.cfg.Record {
			s.rows = append(s.rows, Row{G: g.id, Goroutine: g.name, Place: s.outcome.Place, Op: "panic", Value: text(r)})
		}
	}
}

// Misuse is the panic of a stand-in where the real one would panic or die.
type Misuse string

func (m Misuse) Error() string { return string(m) }

func isMisuse(r any) bool {
	_, ok := r.(Misuse)
	return ok
}

func text(r any) string {
	if err, ok := r.(error); ok {
		return err.Error()
	}
	return fmt.Sprint(r)
}

func (s *Sched) blocked() []Blocked {
	var out []Blocked
	for _, g := range s.gs {
		if g.state == done || g.daemon && s.mainOver {
			continue
		}
		b := Blocked{Goroutine: g.name, State: g.at.Kind, Place: g.where, id: g.id}
		if g.state == outside {
			b.State = "outside"
		}
		out = append(out, b)
	}
	return out
}
