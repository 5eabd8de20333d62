package blame

import (
	"go/ast"

	"sharedmap-workshop/checker/internal/goout"
)

// groupRace: Add and Wait of a WaitGroup are reported without any line of the user's, only with where their goroutines were started. If one of
// those calls Add itself, that is it.
func (s *sources) groupRace(f goout.Finding) (goout.Finding, bool) {
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
			f.Accesses = u.addAndWait(f.Accesses, *a.Created, add, in)
			f.File, f.Line, f.Func, f.Created = a.Created.File, a.Created.Line, a.Created.Func, a.Created
			return with(f, AddInsideGoroutine, append([]goout.Location{u.at(add.node.Pos())}, places(u, u.with(add.class, opWait))...)...), true
		}
	}
	return f, false
}

// addAndWait gives the accesses the lines that the report leaves out: the Add of the goroutine that was started there, and the one Wait of the function that
// started it.
func (u *packageInfo) addAndWait(all []goout.Access, started goout.Location, add op, in *function) []goout.Access {
	var waits []op
	for _, w := range u.with(add.class, opWait) {
		if w.in == in {
			waits = append(waits, w)
		}
	}
	out := append([]goout.Access(nil), all...)
	for i := range out {
		var l goout.Location
		switch isAdd := out[i].Created != nil && *out[i].Created == started; {
		case isAdd && out[i].File == "":
			l = u.at(add.node.Pos())
		case !isAdd && len(waits) == 1:
			l = u.at(waits[0].node.Pos())
		default:
			continue
		}
		out[i].File, out[i].Line, out[i].Func = l.File, l.Line, l.Func
	}
	return out
}

// addsOf lists the calls of Add in the goroutine that a line of a function starts.
func (u *packageInfo) addsOf(in *function, line int) []op {
	var started *function
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
