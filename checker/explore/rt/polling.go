package rt

import "slices"

// A goroutine polls where it gives way again and again and changes nothing meanwhile: a loop over TryLock, or over a load. Whoever it
// waits for must get its turn. With two goroutines that poll it is not enough that each lets another one move: they would let each
// other move, in any number of schedules. So a goroutine that polls stands behind those that could move and did not get to it since it
// gave way the last time, until they have moved. This is the fair scheduler of M. Musuvathi and S. Qadeer, "Fair Stateless Model
// Checking" (PLDI 2008), for goroutines that poll: a goroutine that changes something between two yields may do so in any order.

// giveWay lets others move before g.
func (g *G) giveWay() {
	s := g.s
	if g.polls {
		for _, o := range s.goroutines {
			if o != g && o.movedAt <= g.gaveWayAt && !slices.Contains(g.behind, o) && s.canMove(o) {
				g.behind = append(g.behind, o)
			}
		}
	}
	g.yielded, g.polls, g.gaveWayAt = true, true, s.steps
}

// standsBehind reports whether g polls and another goroutine must move before it.
func (s *Sched) standsBehind(g *G) bool {
	return len(g.behind) > 0 && slices.ContainsFunc(g.behind, s.canMove)
}

// noLongerBehind notes that g moves now.
func (s *Sched) noLongerBehind(g *G) {
	for _, o := range s.goroutines {
		if i := slices.Index(o.behind, g); i >= 0 {
			o.behind = slices.Delete(o.behind, i, i+1)
		}
	}
}
