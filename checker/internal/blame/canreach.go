package blame

import "go/ast"

// canReach reports whether a blocked goroutine other than w would reach an operation of the kinds on what w waits for,
// if it could continue. Then that goroutine is not gone, and the mistake is what holds it up. A goroutine that waits for
// a WaitGroup which w has to leave does not count: it waits for w.
func (d *deadlock) canReach(w *blockedGoroutine, kinds ...opKind) bool {
	return d.anyCanReach(w, w.pkg.opsOn(w.op.class, kinds...))
}

// anyCanReach reports whether a blocked goroutine other than w would reach one of the operations, if it could continue.
func (d *deadlock) anyCanReach(w *blockedGoroutine, ops []op) bool {
	for _, o := range ops {
		for _, x := range d.goroutines {
			if x == w || x.pkg != w.pkg || d.waitsForGroupOf(w, x) {
				continue
			}
			if x.canReach(o) {
				return true
			}
		}
	}
	return false
}

// waitsForGroupOf reports whether x waits for a WaitGroup that w may have to leave: w can still reach a Done, or
// WaitGroup.Go started the goroutines.
func (d *deadlock) waitsForGroupOf(w, x *blockedGoroutine) bool {
	if !x.found || x.op.kind != opWait {
		return false
	}
	for _, o := range x.pkg.opsOn(x.op.class, opDone, opAdd) {
		if o.kind == opDone && w.canReach(o) || x.pkg.isGoCall(o) {
			return true
		}
	}
	return false
}

// canReach reports whether a function that stands at a line can still reach the operation, in its own code or by a call
// of the function that has the operation.
func (pkg *packageInfo) canReach(o op, f *function, line int) bool {
	if o.in == f && pkg.mayStillRun(o.node, f, line) {
		return true
	}
	found := false
	if _, deferred := pkg.deferredAt(f, pkg.line(f.body.Rbrace), o.kind); deferred && o.in == f {
		return true
	}
	ast.Inspect(f.body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return n == f.lit
		case *ast.GoStmt:
			return false
		case *ast.DeferStmt:
			found = found || pkg.staticCallee(n.Call) == o.in
		case *ast.CallExpr:
			found = found || pkg.staticCallee(n) == o.in && pkg.mayStillRun(n, f, line)
		}
		return true
	})
	return found
}

// mayStillRun reports whether a function that stands at a line may still run the node: the node is below the line, or
// both are in a loop.
func (pkg *packageInfo) mayStillRun(node ast.Node, f *function, line int) bool {
	at := pkg.line(node.Pos())
	if at > line {
		return true
	}
	around := false
	ast.Inspect(f.body, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.ForStmt, *ast.RangeStmt:
			around = around || pkg.line(n.Pos()) <= at && line <= pkg.line(n.End())
		}
		return true
	})
	return around
}
