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
	Pruned     End = "pruned" // everything after its last state is tried in other schedules
	Check      End = "check"
	Panic      End = "panic"
	Deadlock   End = "deadlock"
	Leak       End = "leak"
	Livelock   End = "livelock"
	Skipped    End = "skipped"
	Unrestored End = "unrestored" // the state before the scenario could not be made again
	Long       End = "long"       // was cut off by a limit, while things still changed
	Stopped    End = "stopped"    // the strategy has stopped it at a choice
)

// Blocked is a goroutine that will never move again.
type Blocked struct {
	Goroutine string
	State     string // the kind of the operation that it waits in: lock, send, receive …
	Place     Place
	Object    int // the number of the lock, channel … that it waits for; 0: none
	id        int
}

// Outcome is how one schedule ended, and what happened in it.
type Outcome struct {
	End       End
	Message   string
	by        *G     // panicked, or its check failed
	By        string // the name of that goroutine
	Place     Place  // of the panic or the failed check, where a trace was kept
	Blocked   []Blocked
	Path      []strategy.Decision
	Rows      []Row
	Steps     int
	Diverged  bool // the strategy took a way that there was not
	Early     bool // a timer fired although a goroutine could move
	After     bool // the schedule ended after the scenario
	Switches  int
	Final     *Moment  // how everything stood at the end, where a trace was kept
	Conflicts [][2]Row // pairs of accesses that nothing orders, where a trace was kept
	Open      *Open    // the choice at which the strategy has stopped the schedule, or nil
}

// end ends the schedule. Only the first call counts.
func (s *Sched) end(e End, message string) {
	if s.outcome != nil {
		return
	}
	if s.sleepSetSize > 0 && (e == Livelock || e == Deadlock || e == Leak || e == Long) {
		e, message = Pruned, "" // a goroutine in the sleep set could move: that is tried in another schedule
	}
	if s.setup && e != Pruned && e != Skipped && e != Stopped && message != "time" {
		e, message = Unrestored, strings.TrimSpace(string(e)+" "+message)
	}
	s.outcome = &Outcome{End: e, Message: message, After: s.mainOver}
	if s.cfg.Record {
		s.outcome.Final = s.moment(s.runningNow())
	}
	if e == Livelock || e == Deadlock || e == Leak {
		s.outcome.Blocked = s.blocked()
	}
}

func (s *Sched) finish() *Outcome {
	if s.cfg.Record {
		s.numberNames()
	}
	o := s.outcome
	if o == nil {
		o = &Outcome{End: Fine}
	}
	o.Path, o.Rows, o.Steps, o.Diverged, o.Early = s.path, s.sharedRows(), s.steps, s.diverged, s.timerEarly
	o.Switches, o.Conflicts = s.switches, s.conflicts
	return o
}

// Fail ends the schedule because a check of the scenario failed. Where a timer has fired early, a failed check proves nothing, because
// the check may rely on that timer.
func (s *Sched) Fail(message string) {
	if s.timerEarly {
		s.end(Pruned, "")
		return
	}
	s.end(Check, message)
	if g := s.cur.Load(); g != nil && s.outcome.End == Check {
		s.outcome.by, s.outcome.By = g, g.name
		s.outcome.Place = s.place()
	}
}

// Failed reports whether the schedule has ended already.
func (s *Sched) Failed() bool { return s.outcome != nil }

// Skip ends the schedule because the test asks to be skipped.
func (s *Sched) Skip(why string) { s.end(Skipped, why) }

// LeaksAllowed allows goroutines to be left when the scenario ends.
func (s *Sched) LeaksAllowed() { s.leaksAllowed = true }

// LongAllowed allows the schedule to be cut off for its number of steps.
func (s *Sched) LongAllowed() { s.longAllowed, s.longFrom = true, len(s.path) }

// blockedForever ends a schedule in which no goroutine can move and no timer is left.
func (s *Sched) blockedForever() {
	s.reapForeign()
	switch {
	case !s.anyLeft(), s.mainOver && s.leaksAllowed:
		s.end(Fine, "")
	case s.mainOver:
		s.end(Leak, "")
	default:
		s.end(Deadlock, "")
	}
}

// anyLeft reports whether a goroutine of the scenario has not ended. Goroutines that packages start end with the process.
func (s *Sched) anyLeft() bool {
	return slices.ContainsFunc(s.goroutines, func(g *G) bool { return g.state != done && !g.daemon })
}

// noteExit notes where g, which has ended, was the scenario itself.
func (s *Sched) noteExit(g *G) {
	if g.id == 0 {
		s.mainOver, s.firesAtEnd, s.stepsAtEnd = true, s.fires, s.steps
	}
}

// panicked ends the schedule because g has panicked with r. before is how everything stood then.
func (s *Sched) panicked(g *G, r any, before *Moment) {
	if _, own := r.(runtime.Error); s.timerEarly && !own && !isMisuse(r) {
		s.end(Pruned, "")
		return
	}
	s.end(Panic, panicText(r))
	if s.outcome.By == "" {
		s.outcome.by, s.outcome.By = g, g.name
		s.outcome.Place = s.panicPlace()
		if s.cfg.Record {
			s.rows = append(s.rows, Row{G: g.id, Goroutine: g.name, Place: s.outcome.Place, Op: "panic", Value: panicText(r), Moment: before})
		}
	}
}

// Misuse is what a stand-in panics with, in the words of the real package, where the real operation panics or ends the process.
type Misuse string

func (m Misuse) Error() string { return string(m) }

func isMisuse(r any) bool {
	_, ok := r.(Misuse)
	return ok
}

// panicText returns what Go prints for a panic with r.
func panicText(r any) string {
	if err, ok := r.(error); ok {
		return err.Error()
	}
	return fmt.Sprint(r)
}

// blocked lists the goroutines that have not ended.
func (s *Sched) blocked() []Blocked {
	var out []Blocked
	for _, g := range s.goroutines {
		if g.state == done || g.daemon && s.mainOver {
			continue
		}
		b := Blocked{Goroutine: g.name, State: g.op.Kind, Place: g.place, id: g.id}
		if s.cfg.Record {
			b.Object = s.objectNumber(g.op.Object)
		}
		if g.state == inForeignCode {
			b.State = "outside"
		}
		out = append(out, b)
	}
	return out
}
