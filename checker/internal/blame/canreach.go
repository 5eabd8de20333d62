package blame

import "go/ast"

// ahead tells whether another goroutine would still come to an operation of the kind on what w waits for, if it could go on: nobody is gone then,
// and what holds that one up is the mistake. One that waits for a group that w belongs to does not count: it waits for w itself.
func (b *deadlock) canReach(w *blockedGoroutine, kinds ...opKind) bool {
	return b.reached(w, w.u.with(w.op.class, kinds...))
}

// reached tells the same of operations that are known.
func (b *deadlock) reached(w *blockedGoroutine, ops []op) bool {
	for _, o := range ops {
		for _, x := range b.all {
			if x == w || x.u != w.u || b.inGroup(w, x) {
				continue
			}
			if x.standsBefore(o) {
				return true
			}
		}
	}
	return false
}

// inGroup tells whether x waits for a group of which w is one.
func (b *deadlock) inGroup(w, x *blockedGoroutine) bool {
	if !x.found || x.op.kind != opWait {
		return false
	}
	for _, o := range x.u.with(x.op.class, opDone, opAdd) {
		if o.kind == opDone && w.standsBefore(o) || x.u.isGoCall(o) {
			return true
		}
	}
	return false
}

// comesTo tells whether a function that stands at a line still has the operation before it, or a call of the function with it.
func (u *packageInfo) comesTo(o op, f *function, line int) bool {
	if o.in == f && u.comesAfter(o.node, f, line) {
		return true
	}
	found := false
	if _, deferred := u.deferredAt(f, u.line(f.body.Rbrace), o.kind); deferred && o.in == f {
		return true
	}
	ast.Inspect(f.body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return n == f.lit
		case *ast.GoStmt:
			return false
		case *ast.DeferStmt:
			found = found || u.called(n.Call) == o.in
		case *ast.CallExpr:
			found = found || u.called(n) == o.in && u.comesAfter(n, f, line)
		}
		return true
	})
	return found
}

// comesAfter tells whether a node of a function is still before it when it stands at a line: below, or around again in a loop.
func (u *packageInfo) comesAfter(node ast.Node, f *function, line int) bool {
	at := u.line(node.Pos())
	if at > line {
		return true
	}
	around := false
	ast.Inspect(f.body, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.ForStmt, *ast.RangeStmt:
			around = around || u.line(n.Pos()) <= at && line <= u.line(n.End())
		}
		return true
	})
	return around
}
