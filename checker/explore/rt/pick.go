package rt

import "sharedmap-workshop/checker/explore/strategy"

// Pick lets the strategy choose one of n equals, such as the ready cases of a select.
func (g *G) Pick(n int) int { return g.pick(strategy.Pick, n, nil) }

// Choose lets the strategy choose one of n values that the scenario leaves open.
func (g *G) Choose(n int) int { return g.pick(strategy.Value, n, nil) }

// Later lets the strategy choose no, or at the cost of a preemption yes.
func (g *G) Later() bool { return g.pick(strategy.Detour, 2, nil) == 1 }

// pick lets the strategy choose one of n ways. what returns how a way is called where the schedule is stopped; nil: they have numbers only.
func (g *G) pick(kind strategy.Kind, n int, what func(i int) Way) int {
	if n <= 1 {
		return 0
	}
	way := g.s.ask(strategy.Choice{Kind: kind, Ways: min(n, strategy.MaxWays)})
	if way == strategy.Stop {
		g.stay(what)
	}
	g.hash = mix(g.hash, uint64(way)+11)
	return way
}

// Draw lets the strategy choose one of n random numbers. The first number is free. Each of the others costs
// as much as a preemption, so that a program that draws often does not make the search endless.
func (g *G) Draw(n int) int {
	s := g.s
	if s.draws++; n <= 1 || s.draws > maxDraws {
		return 0
	}
	way := s.ask(strategy.Choice{Kind: strategy.Detour, Ways: min(n, strategy.MaxWays)})
	if way == strategy.Stop {
		g.stay(func(int) Way { return Way{G: -1, Op: "random"} })
	}
	g.hash = mix(g.hash, uint64(way)+13)
	return way
}

// maxDraws is how many draws of a schedule are choices. A program may draw without end, and a late draw seldom decides more than an
// early one.
const maxDraws = 64

// Spend counts n preemptions as made. The search then allows n fewer in the rest of the schedule.
func (g *G) Spend(n int) { g.s.spent += n }
