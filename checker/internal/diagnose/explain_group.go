package diagnose

import "go/ast"

// groupRace: Add and Wait of a WaitGroup are reported without any line of the user's, only with where their goroutines were started. If one of
// those calls Add itself, that is it.
func (s *sources) groupRace(f Finding) (Finding, bool) {
	for _, a := range f.Accesses {
		if a.Via != "runtime.racewrite" && a.Via != "runtime.raceread" {
			return f, false
		}
	}
	for _, a := range f.Accesses {
		if a.Created == nil {
			continue
		}
		u, in, ok := s.place(*a.Created)
		if !ok {
			continue
		}
		for _, add := range u.addsOf(in, a.Created.Line) {
			f.File, f.Line, f.Func, f.Created = a.Created.File, a.Created.Line, a.Created.Func, a.Created
			return f.with(AddInsideGoroutine, append([]Location{u.at(add.node.Pos())}, places(u, u.with(add.class, opWait))...)...), true
		}
	}
	return f, false
}

// addsOf lists the calls of Add in the goroutine that a line of a function starts.
func (u *unit) addsOf(in *fn, line int) []op {
	var started *fn
	ast.Inspect(in.body, func(n ast.Node) bool {
		if g, ok := n.(*ast.GoStmt); ok && u.line(g.Pos()) <= line && line <= u.line(g.End()) && started == nil {
			started = u.called(g.Call)
		}
		return true
	})
	var out []op
	for _, o := range u.ops {
		if o.in == started && o.kind == opAdd && !u.isGoCall(o) {
			out = append(out, o)
		}
	}
	return out
}
