package play

import (
	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/internal/msg"
)

// Known is what the machine has found out about the schedules.
type Known struct {
	Search   *explore.Result // of the search that ends at the first schedule that breaks
	Counted  *explore.Result // of a search that counts all schedules that break; nil: there is none, or not yet
	Counting bool            // that search goes on
}

// Breakable reports whether the machine has found a schedule that breaks.
func (k Known) Breakable() bool { return k.Search != nil && !k.Search.OK() }

// Sentence says how many of the schedules hold, as far as that is known.
func (k Known) Sentence(say *msg.Printer) string {
	r := k.Search
	switch {
	case r == nil:
		return say.Say("play.nothing-known")
	case k.Breakable():
		return k.breakable(say)
	case r.Capped || !r.Exhausted:
		return say.Say("play.so-far", "schedules", r.Schedules)
	case r.Schedules == 1:
		return say.Say("play.one-holds")
	case r.Delays:
		return say.Say("play.all-hold-delays", "schedules", r.Schedules, "bound", r.Bound)
	}
	return say.Say("play.all-hold", "schedules", r.Schedules, "bound", r.Bound)
}

// breakable says how many schedules break, if that was counted.
func (k Known) breakable(say *msg.Printer) string {
	c := k.Counted
	switch {
	case c != nil && c.Failed > 0 && c.Capped:
		return say.Say("play.counted-so-far", "failed", c.Failed, "schedules", c.Schedules)
	case c != nil && c.Failed > 0:
		return say.Say("play.counted", "failed", c.Failed, "held", max(0, c.Schedules-c.Failed), "schedules", c.Schedules)
	case k.Counting:
		return say.Say("play.counting")
	}
	return say.Say("play.breakable")
}
