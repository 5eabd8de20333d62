package rt

// Leave notes that a branch leaves its function or loop, by return, continue, break or goto. Nobody else can tell, so it is no step.
func Leave(how string) {
	if s := active.Load(); s == nil || !s.cfg.Record {
		return
	}
	if g := Enter(); g != nil {
		g.Line(how, "")
		g.s.rows[len(g.s.rows)-1].leaves = true
	}
}

// once leaves out a leaving whose line stands in a neighbouring row of the same goroutine anyway.
func once(rows []Row) []Row {
	out := rows[:0]
	preempts := false
	for i, r := range rows {
		same := func(o Row) bool { return o.G == r.G && o.Place.File == r.Place.File && o.Place.Line == r.Place.Line }
		if r.leaves && (len(out) > 0 && same(out[len(out)-1]) || i+1 < len(rows) && same(rows[i+1])) {
			preempts = preempts || r.Preempts
			continue
		}
		r.Preempts = r.Preempts || preempts
		preempts = false
		out = append(out, r)
	}
	return out
}
