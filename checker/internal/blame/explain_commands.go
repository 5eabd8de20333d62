package blame

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"sharedmap-workshop/checker/internal/goout"
)

// missingGo recognises MissingGo: the goroutine waits for a value in a call of the function that makes the channel. Nobody else has the channel
// before that function returns, so nobody can send.
func (d *deadlock) missingGo(w *blockedGoroutine) bool {
	if w.op.kind != opReceive && w.op.kind != opRange {
		return false
	}
	i, ok := w.constructor()
	return ok && d.setPattern(MissingGo, w, w.lines[i])
}

// noReply recognises NoReply: the goroutine has sent a command with a reply channel that it made itself and waits for the reply, but each goroutine
// that could still send the reply waits for its next command.
func (d *deadlock) noReply(w *blockedGoroutine) bool {
	reply, asked, ok := w.pkg.request(w)
	if !ok {
		return false
	}
	var takers []goout.Location
	for _, x := range d.goroutines {
		switch {
		case x == w:
		case x.pkg == w.pkg && x.found && x.pkg.receivesFrom(x.op, asked):
			takers = append(takers, x.location())
		case x.pkg == w.pkg && x.reachesAny(w.pkg.opsOn(reply, opSend, opClose)):
			return false
		}
	}
	return len(takers) > 0 && d.setPattern(NoReply, w, takers...)
}

// reachesAny reports whether the goroutine would reach one of the operations, if it could continue.
func (w *blockedGoroutine) reachesAny(ops []op) bool { return slices.ContainsFunc(ops, w.canReach) }

// request returns the alias class of the reply channel for which the goroutine waits, and that of the channel on which it sent the command with the
// reply channel. Both are known only if the function makes the reply channel itself and this is its first receive from it.
func (pkg *packageInfo) request(w *blockedGoroutine) (reply, asked types.Object, ok bool) {
	f := w.functions[0]
	for _, wait := range pkg.receivesOf(w.op) {
		if !pkg.isLocalValue(f, wait.path.root) || !pkg.madeIn(f, wait.path) {
			continue
		}
		for _, o := range pkg.ops {
			if o.in != f || o.node == wait.node || pkg.line(o.node.Pos()) > pkg.line(wait.node.Pos()) {
				continue
			}
			if o.kind == opReceive && o.path.isSpelledLike(wait.path) {
				return nil, nil, false // an earlier reply may have come on this channel
			}
			if send, isSend := o.node.(*ast.SendStmt); isSend && o.node.Pos() < wait.node.Pos() && pkg.mentions(send.Value, wait.path.root) {
				asked = o.class
			}
		}
		return wait.class, asked, asked != nil
	}
	return nil, nil, false
}

// receivesOf returns the operation itself if it is a receive, or the receives of a select.
func (pkg *packageInfo) receivesOf(o op) (receives []op) {
	if o.kind == opReceive {
		return []op{o}
	}
	for _, x := range pkg.ops {
		if o.kind == opSelect && x.selectStmt == o.node && x.kind == opReceive {
			receives = append(receives, x)
		}
	}
	return receives
}

// receivesFrom reports whether the operation is a receive from a channel of the alias class, or a select with one.
func (pkg *packageInfo) receivesFrom(o op, channel types.Object) bool {
	return o.kind == opRange && o.class == channel ||
		slices.ContainsFunc(pkg.receivesOf(o), func(x op) bool { return x.class == channel })
}

// isLocalValue reports whether the variable belongs to one call of the function alone: it is declared there, as a parameter or in the body, and is no
// pointer to what others know.
func (pkg *packageInfo) isLocalValue(f *function, v types.Object) bool {
	if v == nil || v.Pos() < pkg.start(f) || v.Pos() > f.body.End() {
		return false
	}
	_, pointer := v.Type().Underlying().(*types.Pointer)
	return !pointer
}

// start returns where the function begins, with its receiver and parameters.
func (*packageInfo) start(f *function) token.Pos {
	if f.decl != nil {
		return f.decl.Pos()
	}
	return f.funcType.Pos()
}

// madeIn reports whether the function itself assigns a new channel to the path, and nothing else.
func (pkg *packageInfo) madeIn(f *function, path accessPath) bool {
	made := 0
	ast.Inspect(f.body, func(n ast.Node) bool {
		a, ok := n.(*ast.AssignStmt)
		if !ok || len(a.Lhs) != len(a.Rhs) {
			return true
		}
		for i, left := range a.Lhs {
			if pkg.pathOf(left).isSpelledLike(path) {
				made++
				if !isMake(a.Rhs[i]) {
					made++
				}
			}
		}
		return true
	})
	return made == 1
}

// isMake reports whether the expression is a call of make.
func isMake(e ast.Expr) bool {
	call, ok := e.(*ast.CallExpr)
	if !ok {
		return false
	}
	id, ok := call.Fun.(*ast.Ident)
	return ok && id.Name == "make"
}

// mentions reports whether the variable is named in the expression.
func (pkg *packageInfo) mentions(e ast.Expr, v types.Object) bool {
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && pkg.object(id) == v {
			found = true
		}
		return !found
	})
	return found
}
