package blame

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"sharedmap-workshop/checker/internal/goout"
)

// selecting tells whether a select waits to send or to receive.
func (u *packageInfo) selecting(o op) goout.Pattern {
	for _, x := range u.ops {
		if x.sel == o.node && x.kind == opSend {
			return LockHeldSending
		}
	}
	return LockHeldReceiving
}

// contextNotWatched: it has a context at hand that is cancelled or not, and waits without a look at it.
func (b *deadlock) contextNotWatched(w *blockedGoroutine) bool {
	if w.op.kind != opSend && w.op.kind != opReceive && w.op.kind != opSelect && w.op.kind != opRange {
		return false
	}
	if w.op.kind == opRange || !w.u.hasContext(w.fns[0]) || w.u.watches(w.op) {
		return false
	}
	return b.done(ContextNotWatched, w)
}

// hasContext tells whether a parameter of the function is a context.
func (u *packageInfo) hasContext(f *function) bool {
	for o := range u.params(f) {
		if o == nil {
			continue
		}
		if n, ok := types.Unalias(o.Type()).(*types.Named); ok && n.Obj().Name() == "Context" && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == "context" {
			return true
		}
	}
	return false
}

// watches tells whether a select has a case for a context's end, or a default or timer.
func (u *packageInfo) watches(o op) bool {
	for _, x := range u.ops {
		if x.sel == nil || x.sel != o.node && x.sel != o.sel {
			continue
		}
		if x.kind == opCtxDone || x.kind == opTimer {
			return true
		}
	}
	return false
}

// condition: nobody signals what it waits for.
func (b *deadlock) condition(w *blockedGoroutine) bool {
	if w.op.kind != opCondWait {
		return false
	}
	signals := w.u.with(w.op.class, opSignal)
	if len(signals) > 0 && (b.canReach(w, opSignal) || b.f.FromRecord && len(b.f.Goroutines) > 1) {
		return false // somebody would signal, if it could go on; of goroutines without their callers nobody knows
	}
	return b.done(CondWithoutSignal, w, places(w.u, signals)...)
}

// replyUnread: it answers into a channel that came with a request, and the asker has stopped waiting.
func (b *deadlock) replyUnread(w *blockedGoroutine) bool {
	if w.op.kind != opSend || w.op.ref.path == "" || !w.u.fromChannel(w.fns[0], w.op.ref.root) {
		return false
	}
	var asks []goout.Location
	for _, o := range w.u.with(w.op.class, opReceive) {
		if o.sel == nil {
			continue
		}
		asks = append(asks, w.u.at(o.node.Pos()))
	}
	if len(asks) == 0 {
		return false
	}
	for _, x := range b.all {
		if x != w && x.found && x.op.class == w.op.class {
			return false
		}
	}
	return b.done(ReplyUnread, w, asks...)
}

// fromChannel tells whether a variable's value was received from a channel.
func (u *packageInfo) fromChannel(f *function, v types.Object) bool {
	found := false
	ast.Inspect(f.top().body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.RangeStmt:
			if id, ok := n.Key.(*ast.Ident); ok && u.object(id) == v && isChanExpr(u, n.X) {
				found = true
			}
		case *ast.AssignStmt:
			if id, ok := n.Lhs[0].(*ast.Ident); ok && u.object(id) == v && len(n.Rhs) == 1 {
				if e, ok := n.Rhs[0].(*ast.UnaryExpr); ok {
					found = found || e.Op.String() == "<-"
				}
			}
		}
		return true
	})
	return found
}

// ranged: it ranges over a channel that nobody closes.
func (b *deadlock) ranged(w *blockedGoroutine) bool {
	if w.op.kind != opRange || w.op.class == nil || len(w.u.with(w.op.class, opClose)) > 0 || b.others(w, opSend) {
		return false
	}
	return b.done(NobodyCloses, w, places(w.u, w.u.with(w.op.class, opSend))...)
}

// idle: a test tells of a call that does not come back, and w is a goroutine that waits for more to do, as it may: another one waits for a lock; or
// nobody waits for its end, and it is not in the function that the test's record names.
func (b *deadlock) idle(w *blockedGoroutine) bool {
	if !b.f.FromRecord || b.f.Recorded.Rule == "no-goroutine-left" || len(b.f.Goroutines) == 1 || w.op.kind != opRange && w.op.kind != opReceive {
		return false
	}
	if slices.ContainsFunc(b.f.Goroutines, func(g goout.Goroutine) bool { return strings.Contains(g.State, "Mutex.") }) {
		return true
	}
	if b.method() == "" {
		return false
	}
	for _, x := range b.all {
		if x != w && x.found && x.op.kind == opWait {
			return false
		}
	}
	return !slices.ContainsFunc(w.fns, func(f *function) bool { return f != nil && f.top().decl != nil && f.top().decl.Name.Name == b.method() })
}

// others tells whether another blocked goroutine is at an operation of the kind on the same channel.
func (b *deadlock) others(w *blockedGoroutine, kinds ...opKind) bool {
	for _, x := range b.all {
		for _, k := range kinds {
			if x != w && x.found && x.op.kind == k && x.op.class == w.op.class {
				return true
			}
		}
	}
	return false
}

func places(u *packageInfo, ops []op) []goout.Location {
	var out []goout.Location
	for _, o := range ops {
		out = append(out, u.at(o.node.Pos()))
	}
	return out
}

// noReceiver: a send, and no goroutine is left that receives.
func (b *deadlock) noReceiver(w *blockedGoroutine) bool {
	if w.op.kind != opSend || w.op.class == nil || b.others(w, opReceive, opRange) || b.canReach(w, opReceive, opRange) {
		return false
	}
	return b.done(ReceiverGone, w, places(w.u, w.u.with(w.op.class, opReceive, opRange))...)
}

// noSender: a receive, and no goroutine is left that sends or closes.
func (b *deadlock) noSender(w *blockedGoroutine) bool {
	if w.op.kind != opReceive && w.op.kind != opRange || w.op.class == nil || b.others(w, opSend) || b.canReach(w, opSend, opClose) {
		return false
	}
	return b.done(SenderGone, w, places(w.u, w.u.with(w.op.class, opSend, opClose))...)
}

// selected: a select whose cases nobody serves. Where a test tells of a wait for ever, a case for a context's end or a timer is one that will not come.
func (b *deadlock) selected(w *blockedGoroutine) bool {
	if w.op.kind != opSelect {
		return false
	}
	var sends, receives []op
	for _, x := range w.u.ops {
		if x.sel != w.op.node {
			continue
		}
		switch {
		case x.kind == opSend:
			sends = append(sends, x)
		case x.kind == opReceive:
			receives = append(receives, x)
		case !b.f.FromRecord:
			return false
		}
	}
	switch {
	case len(sends) > 0 && len(receives) == 0 && !b.served(w, sends, opReceive, opRange):
		return b.done(ReceiverGone, w)
	case len(receives) > 0 && len(sends) == 0 && !b.served(w, receives, opSend, opClose):
		return b.done(SenderGone, w)
	}
	return false
}

// served tells whether another goroutine would still come to an operation of the kinds on a channel of one of the cases; of a channel that is not
// known anybody may.
func (b *deadlock) served(w *blockedGoroutine, cases []op, kinds ...opKind) bool {
	return slices.ContainsFunc(cases, func(o op) bool { return b.f.FromRecord && o.class == nil || b.reached(w, w.u.with(o.class, kinds...)) })
}

// group: a WaitGroup's Wait, and no goroutine is left that could call Done.
func (b *deadlock) group(w *blockedGoroutine) bool {
	if w.op.kind != opWait || w.op.class == nil {
		return false
	}
	started := slices.ContainsFunc(w.u.with(w.op.class, opAdd), w.u.isGoCall) // WaitGroup.Go calls Done where no source shows it
	for _, x := range b.all {
		if x != w && x.State != "sync.WaitGroup.Wait" && (started || b.f.FromRecord || b.canReach(w, opDone)) {
			return false
		}
	}
	return b.done(WaitGroupNeverZero, w, places(w.u, w.u.with(w.op.class, opAdd, opDone))...)
}
