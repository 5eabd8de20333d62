package blame

import (
	"go/ast"

	"sharedmap-workshop/checker/internal/goout"
)

// addBesideWaitRace recognises AddInsideGoroutine in a race of a WaitGroup's Add and Wait. The report names no line of
// these accesses, only the lines that started the goroutines; the evidence is a goroutine that calls Add itself.
func (s *sources) addBesideWaitRace(f goout.Finding) (goout.Finding, bool) {
	for _, a := range f.Accesses {
		if a.Via != "runtime.racewrite" && a.Via != "runtime.raceread" {
			return f, false
		}
	}
	for _, a := range f.Accesses {
		if a.Created == nil {
			continue
		}
		pkg, in, ok := s.functionAt(*a.Created)
		if !ok {
			continue
		}
		for _, add := range pkg.addsStartedAt(in, a.Created.Line) {
			f.Accesses = pkg.withAddAndWait(f.Accesses, *a.Created, add, in)
			f.File, f.Line, f.Func, f.Created = a.Created.File, a.Created.Line, a.Created.Func, a.Created
			return withPattern(f, AddInsideGoroutine, append([]goout.Location{pkg.location(add.node.Pos())}, locations(pkg, pkg.opsOn(add.class, opWait))...)...), true
		}
	}
	return f, false
}

// withAddAndWait returns the accesses with the lines that the report leaves out: the Add of the goroutine that was
// started at a line, and the only Wait of the function that started it.
func (pkg *packageInfo) withAddAndWait(all []goout.Access, started goout.Location, add op, in *function) []goout.Access {
	var waits []op
	for _, w := range pkg.opsOn(add.class, opWait) {
		if w.in == in {
			waits = append(waits, w)
		}
	}
	out := append([]goout.Access(nil), all...)
	for i := range out {
		var l goout.Location
		switch isAdd := out[i].Created != nil && *out[i].Created == started; {
		case isAdd && out[i].File == "":
			l = pkg.location(add.node.Pos())
		case !isAdd && len(waits) == 1:
			l = pkg.location(waits[0].node.Pos())
		default:
			continue
		}
		out[i].File, out[i].Line, out[i].Func = l.File, l.Line, l.Func
	}
	return out
}

// addAfterGo returns the lines of an Add and of the go statement before it in the same block, if that statement starts the function of the Done and no
// Add on the WaitGroup comes earlier: the new goroutine may reach Done before Add has run.
func (pkg *packageInfo) addAfterGo(done op) (lines []goout.Location) {
	adds := pkg.opsOn(done.class, opAdd)
	ast.Inspect(done.in.outermost().body, func(n ast.Node) bool {
		block, ok := n.(*ast.BlockStmt)
		if !ok || lines != nil {
			return lines == nil
		}
		for i, stmt := range block.List {
			start, ok := stmt.(*ast.GoStmt)
			if !ok || pkg.staticCallee(start.Call) != done.in || len(adds) == 0 || adds[0].node.Pos() < start.Pos() {
				continue
			}
			for _, later := range block.List[i+1:] {
				if call := adds[0].node; later.Pos() <= call.Pos() && call.End() <= later.End() {
					lines = []goout.Location{pkg.location(call.Pos()), pkg.location(start.Pos())}
				}
			}
		}
		return lines == nil
	})
	return lines
}

// addsStartedAt returns the calls of Add in the goroutine that a line of a function starts.
func (pkg *packageInfo) addsStartedAt(in *function, line int) []op {
	var started *function
	ast.Inspect(in.body, func(n ast.Node) bool {
		if g, ok := n.(*ast.GoStmt); ok && pkg.line(g.Pos()) <= line && line <= pkg.line(g.End()) && started == nil {
			started = pkg.staticCallee(g.Call)
		}
		return true
	})
	var out []op
	for _, o := range pkg.ops {
		if o.in == started && o.kind == opAdd && !pkg.isGoCall(o) {
			out = append(out, o)
		}
	}
	return out
}
