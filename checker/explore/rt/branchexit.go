package rt

// BranchExit adds to the trace that a branch leaves its function or loop, by return, continue, break or goto. That touches nothing shared,
// so it is not a scheduling point.
func BranchExit(how string) {
	if s := active.Load(); s == nil || !s.cfg.Record {
		return
	}
	if g := Enter(); g != nil {
		g.Line(how, "")
		g.s.rows[len(g.s.rows)-1].exit = true
	}
}

// dropRepeatedExits leaves out the exits whose line stands in a neighbouring row of the same goroutine anyway.
func dropRepeatedExits(rows []Row) []Row {
	out := rows[:0]
	preempts := false
	for i, r := range rows {
		same := func(o Row) bool { return o.G == r.G && o.Place.File == r.Place.File && o.Place.Line == r.Place.Line }
		if r.exit && (len(out) > 0 && same(out[len(out)-1]) || i+1 < len(rows) && same(rows[i+1])) {
			preempts = preempts || r.Preempts
			continue
		}
		r.Preempts = r.Preempts || preempts
		preempts = false
		out = append(out, r)
	}
	return out
}
