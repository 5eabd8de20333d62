package explore

import (
	"sharedmap-workshop/checker/explore/rt"
	"sharedmap-workshop/checker/explore/strategy"
)

// Choose returns a number from 0 to n-1. All numbers are tried, and cost no preemption, so a scenario can be a table of cases. Of many
// numbers the schedule first chooses a part and then a number of that part.
func (t *T) Choose(n int) int {
	g := rt.Enter()
	if g == nil {
		panic("explore: T.Choose outside of a schedule")
	}
	if n <= strategy.MaxWays {
		return g.Choose(n)
	}
	parts := min(strategy.MaxWays, (n+strategy.MaxWays-1)/strategy.MaxWays)
	part := g.Choose(parts)
	from, to := part*n/parts, (part+1)*n/parts
	return from + t.Choose(to-from)
}

// Later returns false, and at the cost of a preemption true. Cases that call it are tried after the cases that show a mistake more simply.
func (t *T) Later() bool {
	g := rt.Enter()
	if g == nil {
		panic("explore: T.Later outside of a schedule")
	}
	return g.Later()
}

// Case names the case that the schedule has chosen. The name is a row of the trace, and the beginning of a failure's message.
func (t *T) Case(name string) {
	t.named = name
	if g := rt.Enter(); g != nil {
		g.Line("case", name)
	}
}

// Spend counts n preemptions as made, so that fewer are tried in the rest of the schedule. It is for cases that have many goroutines, and
// therefore many schedules.
func (t *T) Spend(n int) {
	if g := rt.Enter(); g != nil {
		g.Spend(n)
	}
}
