package rt

// A goroutine g is preempted: another one goes first. If what that one does has nothing to do with g's next
// operation, then letting g move afterwards is no different from letting it move first, which needs no more
// preemptions and is tried anyway. So g sleeps until something that its operation depends on is touched.
// What has no point of its own (unlocks and the like) can be moved before what others do, so the
// operation that g stands at is all that matters. Where delays are counted nobody sleeps: to let g move first may need as many.

// lull puts g to sleep if it is known what its next operation touches.
func (s *Sched) lull(g *G) {
	if s.slow || s.cfg.NoSleepSets || g.at.Obj == nil && g.at.cases == nil {
		return
	}
	g.asleep = true
	s.sleepers++
}

// rouse wakes those whose next operation depends on o.
func (s *Sched) rouse(o *Obj, write bool) {
	for _, g := range s.gs {
		if g.asleep && (write || !g.at.Read) && g.at.touches(o) {
			g.asleep = false
			s.sleepers--
		}
	}
}

// rouseAll wakes all: time has passed.
func (s *Sched) rouseAll() {
	for _, g := range s.gs {
		g.asleep = false
	}
	s.sleepers = 0
}

func (op *Op) touches(o *Obj) bool {
	if op.Obj == o {
		return true
	}
	for _, c := range op.cases {
		if c != nil && &c.obj == o {
			return true
		}
	}
	return false
}
