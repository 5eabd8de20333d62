package rt

import "sharedmap-workshop/checker/explore/strategy"

// maxDraws is how many draws of a schedule are choices. A program may draw without end, and what it draws late
// seldom decides more than what it drew early.
const maxDraws = 64

// Draw lets the schedule choose one of n numbers that a program could have drawn. The first is free; each of the
// others costs as much as a preemption, so that programs that draw often do not make the search endless.
func (g *G) Draw(n int) int {
	s := g.s
	if s.draws++; n <= 1 || s.draws > maxDraws {
		return 0
	}
	way := s.ask(strategy.Choice{Kind: strategy.Detour, Ways: min(n, strategy.MaxWays)})
	g.hash = mix(g.hash, uint64(way)+13)
	return way
}
