package report

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/msg"
)

// ScheduleFinding returns the result of an exploring run as a finding, or nil if the run found no failure.
func ScheduleFinding(r *explore.Result, say *msg.Printer) *goout.Finding {
	if r == nil || r.OK() {
		return nil
	}
	f := &goout.Finding{
		Kind: goout.KindSchedule, Cause: string(r.Cause), Schedules: r.Schedules, Message: r.Message, File: r.File, Line: r.Line,
		Omitted: r.Omitted, Trace: traceEvents(r.Trace),
	}
	if r.Cause == explore.Deadlock || r.Cause == explore.Leak {
		f.Trace = append(f.Trace, blockedEvents(r)...)
	}
	for _, b := range r.Blocked {
		f.Goroutines = append(f.Goroutines, goout.Goroutine{State: b.State, File: b.File, Line: b.Line, Func: b.Goroutine, Object: b.Object})
	}
	makeSafe(f)
	message := strings.TrimSpace(r.Message)
	if a, ok := goout.ParseAssertion(r.Message); ok {
		f.Message, f.Expected, f.Actual = a.Message, a.Expected, a.Actual
		message = strings.TrimRight(strings.TrimSpace(a.Message), ":")
	}
	if r.Cause == explore.Race && len(r.Races) > 0 {
		return raceFinding(f, r, say)
	}
	f.Text = say.Say("schedule."+sentenceKey(r), "schedules", r.Schedules, "waiting", len(r.Blocked), "message", message, "by", r.By)
	return f
}

// raceFinding adds the variable and the two unordered accesses of a data race to the finding.
func raceFinding(f *goout.Finding, r *explore.Result, say *msg.Printer) *goout.Finding {
	c := r.Races[0]
	f.Other = append(f.Other, goout.Location{File: c.Write.File, Line: c.Write.Line})
	key := "schedule.race"
	if r.Message != "" {
		key = "schedule.race-named"
	}
	f.Text = say.Say(key, "schedules", r.Schedules, "name", r.Message, "first", c.Write.Op, "there", stepPlace(c.Write), "second", c.Other.Op, "here", stepPlace(c.Other))
	return f
}

func stepPlace(s explore.Step) string { return fmt.Sprintf("%s:%d", filepath.Base(s.File), s.Line) }

// blockedEvents returns an event for each goroutine that is blocked forever at a line that is not its last step in the schedule. The schedule has
// no step there, because a blocked operation never completes. The goroutine that ran last comes first.
func blockedEvents(r *explore.Result) []goout.Event {
	var out []goout.Event
	last := func(who string) int {
		for i, s := range slices.Backward(r.Trace) {
			if s.Goroutine == who {
				return i
			}
		}
		return -1
	}
	test := func(file string) bool { return strings.HasSuffix(file, "_test.go") }
	// In a lesson, the student's code is not in test files: the waits of its tests are left out.
	lesson := slices.ContainsFunc(r.Trace, func(s explore.Step) bool { return !test(s.File) }) ||
		slices.ContainsFunc(r.Blocked, func(b explore.Blocked) bool { return b.File != "" && !test(b.File) })
	for _, b := range r.Blocked {
		i := last(b.Goroutine)
		if b.Line == 0 || b.State == "sleep" || lesson && test(b.File) || i >= 0 && r.Trace[i].File == b.File && r.Trace[i].Line == b.Line {
			continue
		}
		out = append(out, goout.Event{Goroutine: b.Goroutine, File: b.File, Line: b.Line, Code: strings.TrimSpace(b.Code), Object: b.Object, Op: opWaits})
	}
	slices.SortStableFunc(out, func(x, y goout.Event) int { return last(y.Goroutine) - last(x.Goroutine) })
	return out
}

// opWaits is the operation of a goroutine that is blocked forever.
const opWaits = "waits"

// scheduleNote returns a sentence that says why an exploring run is incomplete, or "" if it is complete.
func scheduleNote(r *explore.Result, err error, say *msg.Printer) string {
	switch {
	case err != nil:
		return say.Say("schedule.failed", "error", err.Error())
	case r != nil && r.OK() && r.Capped:
		return say.Say("schedule.capped-"+r.Limit, "schedules", r.Schedules)
	}
	return ""
}

// sentenceKey returns the message key for a result. Goroutines, timers and steps that never end have keys of their own.
func sentenceKey(r *explore.Result) string {
	switch {
	case r.Cause == explore.Leak && r.Message == "steps":
		return "still-running"
	case r.Cause == explore.Deadlock && r.Message == "timers":
		return "waits-for-ever"
	case r.Cause == explore.Livelock && r.Message == "goroutines":
		return "spawning"
	}
	return string(r.Cause)
}
