package rt

import "slices"

// Sleep sets (P. Godefroid, "Partial-Order Methods for the Verification of Concurrent Systems", 1996) leave out schedules that end like
// one that is tried anyway. Say that a goroutine g is preempted. If what the others do is independent of g's next operation, then it
// makes no difference whether g moves first or afterwards. The schedule in which g moves first needs no more preemptions, and is tried.
// So g is put into the sleep set, and cannot move until another goroutine touches something that g's next operation depends on.
//
// Operations that are not scheduling points, such as Unlock, can be moved before what others do, so only the operation that g stands
// before matters. Where delays are bounded there are no sleep sets: the schedule in which g moves first may need more delays.

// addToSleepSet puts g into the sleep set if it is known what g's next operation depends on.
func (s *Sched) addToSleepSet(g *G) {
	if s.foreign || s.cfg.NoSleepSets || g.op.Object == nil && g.op.channels == nil {
		return
	}
	g.inSleepSet = true
	s.sleepSetSize++
}

// wakeFromSleepSet takes out the goroutines whose next operation depends on o, which is read or written now.
func (s *Sched) wakeFromSleepSet(o *SyncObject, write bool) {
	for _, g := range s.goroutines {
		if g.inSleepSet && (write || !g.op.Read) && g.op.dependsOn(o) {
			g.inSleepSet = false
			s.sleepSetSize--
		}
	}
}

// emptySleepSet takes all goroutines out, because time has passed.
func (s *Sched) emptySleepSet() {
	for _, g := range s.goroutines {
		g.inSleepSet = false
	}
	s.sleepSetSize = 0
}

// dependsOn reports whether op may touch o.
func (op *Op) dependsOn(o *SyncObject) bool {
	if op.Object == o {
		return true
	}
	for _, c := range op.channels {
		if c != nil && &c.object == o {
			return true
		}
	}
	return false
}

// sleeper returns a goroutine of the sleep set. It could move: what makes an operation impossible takes the goroutine out of the set.
func (s *Sched) sleeper() *G {
	i := slices.IndexFunc(s.goroutines, func(g *G) bool { return g.inSleepSet })
	return s.goroutines[i]
}
