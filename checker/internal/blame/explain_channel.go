package blame

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"sharedmap-workshop/checker/internal/goout"
)

// selectPattern returns the pattern for a lock that is held at a select: LockHeldSending if a case sends, else
// LockHeldReceiving.
func (pkg *packageInfo) selectPattern(o op) goout.Pattern {
	for _, x := range pkg.ops {
		if x.selectStmt == o.node && x.kind == opSend {
			return LockHeldSending
		}
	}
	return LockHeldReceiving
}

// contextNotWatched recognises ContextNotWatched: the function has a context, and it waits for a channel without a case
// for the context's end.
func (d *deadlock) contextNotWatched(w *blockedGoroutine) bool {
	if w.op.kind != opSend && w.op.kind != opReceive && w.op.kind != opSelect && w.op.kind != opRange {
		return false
	}
	if w.op.kind == opRange || !w.pkg.hasContext(w.functions[0]) || w.pkg.watchesContext(w.op) {
		return false
	}
	return d.setPattern(ContextNotWatched, w)
}

// hasContext reports whether a parameter of the function is a context.
func (pkg *packageInfo) hasContext(f *function) bool {
	for o := range pkg.paramIndexes(f) {
		if o == nil {
			continue
		}
		if n, ok := types.Unalias(o.Type()).(*types.Named); ok && n.Obj().Name() == "Context" && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == "context" {
			return true
		}
	}
	return false
}

// watchesContext reports whether the select of the operation has a case for a context's end or for a timer.
func (pkg *packageInfo) watchesContext(o op) bool {
	for _, x := range pkg.ops {
		if x.selectStmt == nil || x.selectStmt != o.node && x.selectStmt != o.selectStmt {
			continue
		}
		if x.kind == opCtxDone || x.kind == opTimer {
			return true
		}
	}
	return false
}

// condition recognises CondWithoutSignal: no goroutine is left that would signal the Cond.
func (d *deadlock) condition(w *blockedGoroutine) bool {
	if w.op.kind != opCondWait {
		return false
	}
	signals := w.pkg.opsOn(w.op.class, opSignal)
	if len(signals) > 0 && (d.canReach(w, opSignal) || d.finding.FromRecord && len(d.finding.Goroutines) > 1) {
		return false // another goroutine would signal if it could continue; a record without callers cannot rule that out
	}
	return d.setPattern(CondWithoutSignal, w, locations(w.pkg, signals)...)
}

// replyUnread recognises ReplyUnread: the goroutine sends an answer to a channel that came with a request, and no
// goroutine waits for the answer any more.
func (d *deadlock) replyUnread(w *blockedGoroutine) bool {
	if w.op.kind != opSend || w.op.path.fields == "" || !w.pkg.fromChannel(w.functions[0], w.op.path.root) {
		return false
	}
	var asks []goout.Location
	for _, o := range w.pkg.opsOn(w.op.class, opReceive) {
		if o.selectStmt == nil {
			continue
		}
		asks = append(asks, w.pkg.location(o.node.Pos()))
	}
	if len(asks) == 0 {
		return false
	}
	for _, x := range d.goroutines {
		if x != w && x.found && x.op.class == w.op.class {
			return false
		}
	}
	return d.setPattern(ReplyUnread, w, asks...)
}

// fromChannel reports whether the variable's value was received from a channel.
func (pkg *packageInfo) fromChannel(f *function, v types.Object) bool {
	found := false
	ast.Inspect(f.outermost().body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.RangeStmt:
			if id, ok := n.Key.(*ast.Ident); ok && pkg.object(id) == v && isChanExpr(pkg, n.X) {
				found = true
			}
		case *ast.AssignStmt:
			if id, ok := n.Lhs[0].(*ast.Ident); ok && pkg.object(id) == v && len(n.Rhs) == 1 {
				if e, ok := n.Rhs[0].(*ast.UnaryExpr); ok {
					found = found || e.Op.String() == "<-"
				}
			}
		}
		return true
	})
	return found
}

// ranged recognises NobodyCloses: the goroutine ranges over a channel that no code closes.
func (d *deadlock) ranged(w *blockedGoroutine) bool {
	if w.op.kind != opRange || w.op.class == nil || len(w.pkg.opsOn(w.op.class, opClose)) > 0 || d.anyOtherAt(w, opSend) {
		return false
	}
	return d.setPattern(NobodyCloses, w, locations(w.pkg, w.pkg.opsOn(w.op.class, opSend))...)
}

// constructor returns the index of the frame that calls, and has to return the struct whose field is the channel. Nobody else knows the channel
// yet, so it is not the missing close that lets the goroutine wait: the call should be a go statement.
func (w *blockedGoroutine) constructor() (frame int, ok bool) {
	for i, f := range w.functions {
		if i == 0 || f == nil || f.funcType.Results == nil {
			continue
		}
		for _, result := range f.funcType.Results.List {
			if hasField(w.pkg.info.TypeOf(result.Type), w.op.path.last) {
				return i, true
			}
		}
	}
	return 0, false
}

// hasField reports whether a type is a struct with the field, or a pointer to one.
func hasField(t types.Type, field types.Object) bool {
	if t == nil || field == nil {
		return false
	}
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	s, ok := t.Underlying().(*types.Struct)
	if !ok {
		return false
	}
	for f := range s.Fields() {
		if f == field {
			return true
		}
	}
	return false
}

// isIdleWorker reports whether w is a worker that waits for its next task, which is no mistake. A test's record reports
// a call that does not return; w is idle if another goroutine waits for a mutex, or if no goroutine waits for w's end
// and w is not in the function that the record names.
func (d *deadlock) isIdleWorker(w *blockedGoroutine) bool {
	if !d.finding.FromRecord || d.finding.Recorded.Rule == "no-goroutine-left" || len(d.finding.Goroutines) == 1 || w.op.kind != opRange && w.op.kind != opReceive {
		return false
	}
	if slices.ContainsFunc(d.finding.Goroutines, func(g goout.Goroutine) bool { return strings.Contains(g.State, "Mutex.") }) {
		return true
	}
	if d.recordedMethod() == "" {
		return false
	}
	for _, x := range d.goroutines {
		if x != w && x.found && x.op.kind == opWait {
			return false
		}
	}
	return !slices.ContainsFunc(w.functions, func(f *function) bool {
		return f != nil && f.outermost().decl != nil && f.outermost().decl.Name.Name == d.recordedMethod()
	})
}

// anyOtherAt reports whether another blocked goroutine waits at an operation of the kinds on the same channel.
func (d *deadlock) anyOtherAt(w *blockedGoroutine, kinds ...opKind) bool {
	for _, x := range d.goroutines {
		for _, k := range kinds {
			if x != w && x.found && x.op.kind == k && x.op.class == w.op.class {
				return true
			}
		}
	}
	return false
}

// locations returns the lines of the operations.
func locations(pkg *packageInfo, ops []op) []goout.Location {
	var out []goout.Location
	for _, o := range ops {
		out = append(out, pkg.location(o.node.Pos()))
	}
	return out
}

// noReceiver recognises ReceiverGone: the goroutine sends, and no goroutine is left that would receive.
func (d *deadlock) noReceiver(w *blockedGoroutine) bool {
	if w.op.kind != opSend || w.op.class == nil || d.anyOtherAt(w, opReceive, opRange) || d.canReach(w, opReceive, opRange) {
		return false
	}
	return d.setPattern(ReceiverGone, w, locations(w.pkg, w.pkg.opsOn(w.op.class, opReceive, opRange))...)
}

// noSender recognises SenderGone: the goroutine receives, and no goroutine is left that would send or close.
func (d *deadlock) noSender(w *blockedGoroutine) bool {
	if w.op.kind != opReceive && w.op.kind != opRange || w.op.class == nil || d.anyOtherAt(w, opSend) || d.canReach(w, opSend, opClose) {
		return false
	}
	return d.setPattern(SenderGone, w, locations(w.pkg, w.pkg.opsOn(w.op.class, opSend, opClose))...)
}

// selected recognises ReceiverGone and SenderGone at a select whose cases no goroutine serves. A case for a context's
// end or a timer rules the pattern out, except in a test's record: the record reports a wait for ever, so that case does
// not come.
func (d *deadlock) selected(w *blockedGoroutine) bool {
	if w.op.kind != opSelect {
		return false
	}
	var sends, receives []op
	for _, x := range w.pkg.ops {
		if x.selectStmt != w.op.node {
			continue
		}
		switch {
		case x.kind == opSend:
			sends = append(sends, x)
		case x.kind == opReceive:
			receives = append(receives, x)
		case !d.finding.FromRecord:
			return false
		}
	}
	switch {
	case len(sends) > 0 && len(receives) == 0 && !d.couldServe(w, sends, opReceive, opRange):
		return d.setPattern(ReceiverGone, w)
	case len(receives) > 0 && len(sends) == 0 && !d.couldServe(w, receives, opSend, opClose):
		return d.setPattern(SenderGone, w)
	}
	return false
}

// couldServe reports whether another goroutine would reach an operation of the kinds on the channel of one of the cases.
// For an unknown channel of a test's record the answer is true.
func (d *deadlock) couldServe(w *blockedGoroutine, cases []op, kinds ...opKind) bool {
	return slices.ContainsFunc(cases, func(o op) bool {
		return d.finding.FromRecord && o.class == nil || d.anyCanReach(w, w.pkg.opsOn(o.class, kinds...))
	})
}

// group recognises WaitGroupNeverZero: the goroutine waits for a WaitGroup, and no goroutine is left that would call
// Done.
func (d *deadlock) group(w *blockedGoroutine) bool {
	if w.op.kind != opWait || w.op.class == nil {
		return false
	}
	started := slices.ContainsFunc(w.pkg.opsOn(w.op.class, opAdd), w.pkg.isGoCall) // WaitGroup.Go calls Done inside the library
	for _, x := range d.goroutines {
		if x != w && x.State != "sync.WaitGroup.Wait" && (started || d.finding.FromRecord || d.canReach(w, opDone)) {
			return false
		}
	}
	return d.setPattern(WaitGroupNeverZero, w, locations(w.pkg, w.pkg.opsOn(w.op.class, opAdd, opDone))...)
}
