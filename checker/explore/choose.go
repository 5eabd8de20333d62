package explore

import "sharedmap-workshop/checker/explore/rt"

// mostWays is how many ways the schedule can choose from at once; of more, it chooses first a part and then within it.
const mostWays = 24

// Choose lets the schedule choose a number from 0 to n-1. All of them are tried, at no cost, so one scenario with a table of
// cases is all of these cases.
func (t *T) Choose(n int) int {
	g := rt.Enter()
	if g == nil {
		panic("explore: T.Choose outside of a schedule")
	}
	if n <= mostWays {
		return g.Choose(n)
	}
	parts := min(mostWays, (n+mostWays-1)/mostWays)
	part := g.Choose(parts)
	from, to := part*n/parts, (part+1)*n/parts
	return from + t.Choose(to-from)
}

// Later lets the schedule choose no, and at the cost of a preemption yes: for cases of a table that are to come behind those that show a mistake more
// simply.
func (t *T) Later() bool {
	g := rt.Enter()
	if g == nil {
		panic("explore: T.Later outside of a schedule")
	}
	return g.Later()
}

// Case names the case that the schedule has chosen: as a row of its own in the trace, and before what fails.
func (t *T) Case(name string) {
	t.named = name
	if g := rt.Enter(); g != nil {
		g.Line("case", name)
	}
}

// Spend counts n preemptions as made, so that fewer are tried in what follows: for those cases of a table that have many goroutines,
// and so many schedules.
func (t *T) Spend(n int) {
	if g := rt.Enter(); g != nil {
		g.Spend(n)
	}
}
