package blame

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"
)

// unlocked recognises the races in which neither access holds a lock, from the variable and the form of the accesses:
// SharedMap (a map), SliceAppend (an append), CapturedVariable (a goroutine uses a variable of the function around it),
// ReadBeforeWait (see beforeWait and doneBeforeWrite), UnguardedCounter (both accesses count) and UnguardedVariable
// (anything else). The patterns that claim that nothing guards the variable need exact lock sets of both accesses.
func (r *race) unlocked() bool {
	if len(r.a.must)+len(r.b.must) > 0 {
		return false
	}
	writer := r.a
	if writer.Op != "write" {
		writer = r.b
	}
	v, ok := racedVariable(r.a, r.b)
	exact := r.a.exact && r.b.exact
	if ok && v == nil && inMap(r.a) && inMap(r.b) && exact {
		return r.setPattern(SharedMap, writer) // one map under two names: a function returned or passed it
	}
	if !ok || v == nil {
		return false
	}
	switch {
	case isMap(v.obj.Type()) && v.form == "map":
		return exact && r.setPattern(SharedMap, writer)
	case r.anyForm(v.obj, "append"):
		return r.setPattern(SliceAppend, writer)
	case r.captured(v.obj) && r.pkg.isLoopVar(v.obj):
		return r.setPattern(CapturedVariable, writer, r.pkg.location(v.obj.Pos()))
	case r.beforeWait(v.obj):
		return true
	case r.bothCount(v.obj):
		return exact && r.setPattern(UnguardedCounter, writer)
	case r.doneBeforeWrite():
		return true
	case r.captured(v.obj) && r.a.Op == "write" && r.b.Op == "write":
		return r.setPattern(CapturedVariable, writer, r.pkg.location(v.obj.Pos()))
	}
	return exact && r.setPattern(UnguardedVariable, writer)
}

// inMap reports whether the runtime did the access in a map.
func inMap(s accessSite) bool { return strings.HasPrefix(s.Via, "runtime.map") }

// isMap reports whether the type is a map or a pointer to a map.
func isMap(t types.Type) bool {
	_, ok := deref(t).Underlying().(*types.Map)
	return ok
}

// anyForm reports whether one of the accesses writes the variable in this form.
func (r *race) anyForm(o types.Object, form string) bool {
	for _, t := range append(r.a.accesses[:len(r.a.accesses):len(r.a.accesses)], r.b.accesses...) {
		if t.obj == o && t.form == form {
			return true
		}
	}
	return false
}

// isLoopVar reports whether a for or range statement declares the variable. Before Go 1.22 all iterations shared it.
func (pkg *packageInfo) isLoopVar(o types.Object) bool {
	found := false
	for _, f := range pkg.sortedFiles() {
		if o.Pos() < f.Pos() || o.Pos() > f.End() {
			continue
		}
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ForStmt:
				found = found || n.Init != nil && n.Init.Pos() <= o.Pos() && o.Pos() < n.Init.End()
			case *ast.RangeStmt:
				found = found || n.Pos() <= o.Pos() && o.Pos() < n.X.Pos()
			}
			return true
		})
	}
	return found
}

// bothCount reports whether both lines count the variable up or down.
func (r *race) bothCount(o types.Object) bool {
	n := 0
	for _, s := range []accessSite{r.a, r.b} {
		if slices.ContainsFunc(s.accesses, func(t access) bool { return t.obj == o && t.form == "count" }) {
			n++
		}
	}
	return n == 2
}

// captured reports whether one of the accesses is in a function literal and the variable belongs to the function around
// it.
func (r *race) captured(o types.Object) bool {
	for _, s := range []accessSite{r.a, r.b} {
		if s.function.lit != nil && isLocal(o) && (o.Pos() < s.function.lit.Pos() || o.Pos() > s.function.lit.End()) {
			return true
		}
	}
	return false
}

// beforeWait recognises ReadBeforeWait: a function reads what the goroutine that it started writes, and nothing in
// between waits for the goroutine.
func (r *race) beforeWait(o types.Object) bool {
	in, out := r.a, r.b // inside and outside of the goroutine
	if in.function == out.function || !isParent(out.function, in.function) {
		in, out = out, in
	}
	if in.function == out.function || !isParent(out.function, in.function) || !in.function.startedByGo || out.Op != "read" || in.Op != "write" {
		return false
	}
	from, to := in.function.goPos, out.accesses[0].node.Pos()
	if to < from || r.waits(out.function, in.function) {
		return false
	}
	return r.setPattern(ReadBeforeWait, out, r.pkg.location(from))
}

// doneBeforeWrite recognises ReadBeforeWait in another form: there is a Wait before the read, but the goroutine calls
// Done before it writes.
func (r *race) doneBeforeWrite() bool {
	in, out := r.a, r.b // inside and outside of the goroutine
	if !isParent(out.function, in.function) {
		in, out = out, in
	}
	if !isParent(out.function, in.function) || in.Op != "write" || out.Op != "read" {
		return false
	}
	for _, done := range r.pkg.ops {
		if done.kind != opDone || done.in != in.function || r.pkg.line(done.node.Pos()) >= in.Line {
			continue
		}
		if _, isDeferred := r.pkg.deferredAt(in.function, r.pkg.line(in.function.body.Rbrace), opDone); !isDeferred {
			return r.setPattern(ReadBeforeWait, out, r.pkg.location(done.node.Pos()))
		}
	}
	return false
}

// isParent reports whether f is one of the functions around the literal.
func isParent(f, lit *function) bool {
	for p := lit.parent; p != nil; p = p.parent {
		if p == f {
			return true
		}
	}
	return false
}

// waits reports whether the function does something after it started the goroutine that could wait for it: a Wait, a
// channel operation or a select.
func (r *race) waits(f, started *function) bool {
	for _, o := range r.pkg.ops {
		inside := o.in == f && o.node.Pos() > started.goPos
		if !inside {
			continue
		}
		switch o.kind {
		case opWait, opReceive, opRange, opSelect, opCondWait, opCtxDone, opSend:
			return true
		}
	}
	waits := false
	ast.Inspect(f.body, func(n ast.Node) bool {
		if c, ok := n.(*ast.CallExpr); ok && c.Pos() > started.lit.End() {
			if s, ok := c.Fun.(*ast.SelectorExpr); ok && s.Sel.Name == "Wait" {
				waits = true
			}
		}
		return true
	})
	return waits
}
