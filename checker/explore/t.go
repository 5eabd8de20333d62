package explore

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"sharedmap-workshop/checker/explore/rt"
)

// T is the T of a test inside a schedule. A failure fails the schedule.
type T struct {
	*testing.T
	s        *rt.Sched
	name     string
	named    string // the case that the schedule has chosen
	children []*rt.G
	cleanups []func()
	messages []string
	failed   bool
	skipped  bool
	parent   *T
	self     *rt.G // the goroutine that the test runs in
	over     bool
	logged   rt.SyncObject
}

// Of returns the T of the schedule that runs, for a test function that code without scheduling points calls with a testing.T.
func Of(t *testing.T) *T {
	own := &T{T: t, name: t.Name(), self: rt.Enter()}
	if own.self != nil {
		own.s = own.self.Schedule()
	}
	return own
}

// Real returns f as code without scheduling points calls it: with a testing.T.
func Real(f func(*T)) func(*testing.T) { return func(t *testing.T) { f(Of(t)) } }

// Go starts f in a goroutine of that name.
func (t *T) Go(name string, f func()) {
	g := rt.Enter()
	if g == nil {
		panic("explore: T.Go outside of a schedule")
	}
	t.children = append(t.children, g.Spawn(name, f))
}

// Wait waits until the goroutines started with Go have ended.
func (t *T) Wait() {
	g := rt.Enter()
	for _, kid := range t.children {
		if kid.Done() {
			g.After(kid)
			continue
		}
		g.Point(rt.Op{Kind: "wait for " + kid.Name()}, kid.Done)
		g.After(kid)
	}
	t.children = nil
}

// LeaksAllowed allows goroutines to be left when the scenario is over.
func (t *T) LeaksAllowed() { t.s.LeaksAllowed() }

// LongAllowed allows the schedule to be cut off for its length, which then counts as a good end. It is for scenarios that let somebody wait for
// long: a goroutine that polls meanwhile takes very many steps. Of the choices that come after the call, no others are tried in such a schedule.
func (t *T) LongAllowed() { t.s.LongAllowed() }

// Fail marks the schedule as failed. It goes on until the scenario is over.
func (t *T) Fail() { t.failed = true }

// Failed reports whether the schedule has failed.
func (t *T) Failed() bool { return t.failed }

// FailNow fails the schedule and ends it.
func (t *T) FailNow() {
	t.failed = true
	t.verdict()
	t.end()
}

// end stops the calling goroutine.
func (t *T) end() {
	if g := rt.Enter(); g != nil && t.s.Failed() {
		g.Point(rt.Op{Kind: "end"}, func() bool { return false })
	}
	t.T.SkipNow()
}

// verdict ends the schedule if the test has failed.
func (t *T) verdict() {
	if t.failed {
		t.s.Fail(strings.Join(t.messages, "\n"))
	}
}

// say adds to the message of the failure.
func (t *T) say(message string) {
	if len(t.messages) == 0 && t.named != "" {
		message = t.named + ": " + message
	}
	t.messages = append(t.messages, strings.TrimRight(message, "\n"))
}

// Errorf fails the schedule with a message.
func (t *T) Errorf(format string, args ...any) {
	t.say(fmt.Sprintf(format, args...))
	t.Fail()
	t.verdict()
}

// Error fails the schedule with a message.
func (t *T) Error(args ...any) { t.Errorf("%s", fmt.Sprintln(args...)) }

// Fatalf fails the schedule with a message and ends it.
func (t *T) Fatalf(format string, args ...any) {
	t.say(fmt.Sprintf(format, args...))
	t.FailNow()
}

// Fatal fails the schedule with a message and ends it.
func (t *T) Fatal(args ...any) { t.Fatalf("%s", fmt.Sprintln(args...)) }

// Log prints nothing, because there are thousands of schedules. Once the test is over it panics, as the Log of a testing.T does.
func (t *T) Log(args ...any) { t.log(func() string { return fmt.Sprintln(args...) }) }

// Logf is Log with a format.
func (t *T) Logf(format string, args ...any) {
	t.log(func() string { return fmt.Sprintf(format, args...) })
}

func (t *T) log(text func() string) {
	g := rt.Enter()
	if g == nil || g == t.self {
		return
	}
	g.Fresh(&t.logged)
	g.Point(rt.Op{Kind: "log", Object: &t.logged, Read: true}, nil)
	g.Touch(&t.logged, false)
	for to := t; to.over; to = to.parent {
		if to.parent == nil {
			panic(rt.Misuse("Log in goroutine after " + to.name + " has completed: " + strings.TrimSpace(text())))
		}
	}
}

// begin notes the goroutine that the test runs in.
func (t *T) begin() *T {
	t.self = rt.Enter()
	return t
}

// finish runs the cleanups and notes that the test has ended.
func (t *T) finish() {
	t.cleanup()
	if g := rt.Enter(); g != nil {
		g.Touch(&t.logged, true)
	}
	t.over = true
}

// SkipNow ends the search, because the test is to be skipped.
func (t *T) SkipNow() { t.Skip("") }

// Skip ends the search with a reason.
func (t *T) Skip(args ...any) {
	t.skipped = true
	t.s.Skip(strings.TrimSpace(fmt.Sprintln(args...)))
	t.end()
}

// Skipf is Skip with a format.
func (t *T) Skipf(format string, args ...any) { t.Skip(fmt.Sprintf(format, args...)) }

// Skipped reports whether the test was skipped.
func (t *T) Skipped() bool { return t.skipped }

// Parallel does nothing: subtests run one after the other, schedules too.
func (t *T) Parallel() {}

// Deadline reports that there is none.
func (t *T) Deadline() (time.Time, bool) { return time.Time{}, false }

// Name returns the name of the test.
func (t *T) Name() string { return t.name }

// Cleanup lets f be called at the end of the scenario, within the schedule.
func (t *T) Cleanup(f func()) { t.cleanups = append(t.cleanups, f) }

func (t *T) cleanup() {
	for len(t.cleanups) > 0 {
		last := len(t.cleanups) - 1
		f := t.cleanups[last]
		t.cleanups = t.cleanups[:last]
		f()
	}
}

// Run runs a subtest in a goroutine of its own, waits for it, and reports whether it has passed.
func (t *T) Run(name string, f func(t *T)) bool {
	g := rt.Enter()
	sub := &T{T: t.T, s: t.s, parent: t, name: t.name + "/" + strings.ReplaceAll(name, " ", "_")}
	kid := g.Spawn(name, func() {
		defer sub.finish()
		f(sub.begin())
	})
	if !kid.Done() {
		g.Point(rt.Op{Kind: "run " + name}, kid.Done)
	}
	g.After(kid)
	t.failed = t.failed || sub.failed
	return !sub.failed
}
