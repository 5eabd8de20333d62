package blame

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"
)

// unlocked: no side holds a lock. What the pattern is depends on the variable and on where it is declared. That nothing guards it is said only where both
// sides surely hold none.
func (r *race) unlocked() bool {
	if len(r.a.must)+len(r.b.must) > 0 {
		return false
	}
	writer := r.a
	if writer.Op != "write" {
		writer = r.b
	}
	v, ok := shared(r.a, r.b)
	sure := r.a.sure && r.b.sure
	if ok && v == nil && inMap(r.a) && inMap(r.b) && sure {
		return r.done(SharedMap, writer) // one map under two names: it was handed over
	}
	if !ok || v == nil {
		return false
	}
	switch {
	case isMap(v.obj.Type()) && v.form == "map":
		return sure && r.done(SharedMap, writer)
	case r.anyForm(v.obj, "append"):
		return r.done(SliceAppend, writer)
	case r.captured(v.obj) && r.u.isLoopVar(v.obj):
		return r.done(CapturedVariable, writer, r.u.at(v.obj.Pos()))
	case r.beforeWait(v.obj):
		return true
	case r.bothCount(v.obj):
		return sure && r.done(UnguardedCounter, writer)
	case r.tooEarly():
		return true
	case r.captured(v.obj) && r.a.Op == "write" && r.b.Op == "write":
		return r.done(CapturedVariable, writer, r.u.at(v.obj.Pos()))
	}
	return sure && r.done(UnguardedVariable, writer)
}

// inMap tells whether the access was the runtime's, in a map.
func inMap(s accessSite) bool { return strings.HasPrefix(s.Via, "runtime.map") }

func isMap(t types.Type) bool {
	_, ok := deref(t).Underlying().(*types.Map)
	return ok
}

// anyForm tells whether a side writes the variable in this way.
func (r *race) anyForm(o types.Object, form string) bool {
	for _, t := range append(r.a.touches[:len(r.a.touches):len(r.a.touches)], r.b.touches...) {
		if t.obj == o && t.form == form {
			return true
		}
	}
	return false
}

// isLoopVar tells whether a for or range statement declares the variable: one for all rounds, before Go 1.22.
func (u *packageInfo) isLoopVar(o types.Object) bool {
	found := false
	for _, f := range u.list() {
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

// bothCount tells whether each side's line counts the variable up or down.
func (r *race) bothCount(o types.Object) bool {
	n := 0
	for _, s := range []accessSite{r.a, r.b} {
		if slices.ContainsFunc(s.touches, func(t access) bool { return t.obj == o && t.form == "count" }) {
			n++
		}
	}
	return n == 2
}

// captured tells whether a side is a literal's code that uses a variable of the function around it.
func (r *race) captured(o types.Object) bool {
	for _, s := range []accessSite{r.a, r.b} {
		if s.fn.lit != nil && isLocal(o) && (o.Pos() < s.fn.lit.Pos() || o.Pos() > s.fn.lit.End()) {
			return true
		}
	}
	return false
}

// beforeWait: the function that starts the goroutine reads what that writes, with nothing between that waits for it.
func (r *race) beforeWait(o types.Object) bool {
	in, out := r.a, r.b
	if in.fn == out.fn || !isParent(out.fn, in.fn) {
		in, out = out, in
	}
	if in.fn == out.fn || !isParent(out.fn, in.fn) || !in.fn.isGo || out.Op != "read" || in.Op != "write" {
		return false
	}
	from, to := in.fn.spawn, out.touches[0].node.Pos()
	if to < from || r.waits(out.fn, in.fn) {
		return false
	}
	return r.done(ReadBeforeWait, out, r.u.at(from))
}

// tooEarly: there is a Wait before the read, but the goroutine calls Done before it writes.
func (r *race) tooEarly() bool {
	in, out := r.a, r.b
	if !isParent(out.fn, in.fn) {
		in, out = out, in
	}
	if !isParent(out.fn, in.fn) || in.Op != "write" || out.Op != "read" {
		return false
	}
	for _, done := range r.u.ops {
		if done.kind != opDone || done.in != in.fn || r.u.line(done.node.Pos()) >= in.Line {
			continue
		}
		if _, isDeferred := r.u.deferredAt(in.fn, r.u.line(in.fn.body.Rbrace), opDone); !isDeferred {
			return r.done(ReadBeforeWait, out, r.u.at(done.node.Pos()))
		}
	}
	return false
}

func isParent(f, lit *function) bool {
	for p := lit.parent; p != nil; p = p.parent {
		if p == f {
			return true
		}
	}
	return false
}

// waits tells whether the function has anything between that could wait for the goroutine: a Wait, a receive, a select.
func (r *race) waits(f, started *function) bool {
	for _, o := range r.u.ops {
		inside := o.in == f && o.node.Pos() > started.spawn
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
