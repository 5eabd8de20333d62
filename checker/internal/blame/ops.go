package blame

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// An opKind is what an operation does.
type opKind string

const (
	opSend     opKind = "send"
	opReceive  opKind = "receive"
	opRange    opKind = "range"
	opClose    opKind = "close"
	opLock     opKind = "lock"
	opRLock    opKind = "rlock"
	opUnlock   opKind = "unlock"
	opRUnlock  opKind = "runlock"
	opAdd      opKind = "add"
	opDone     opKind = "done"
	opWait     opKind = "wait"
	opCondWait opKind = "cond-wait"
	opSignal   opKind = "signal"
	opSelect   opKind = "select"
	opCtxDone  opKind = "context"
	opTimer    opKind = "timer"
	opOnceDo   opKind = "once"
	opTryLock  opKind = "trylock"
	opTryRLock opKind = "tryrlock"
)

// An op is an operation on a channel, lock, WaitGroup or Cond.
type op struct {
	kind  opKind
	ref   accessPath
	class types.Object
	in    *function
	node  ast.Node
	sel   *ast.SelectStmt // the select whose case it is
}

// methods tells the operations of package sync by type and name.
var methods = map[string]opKind{
	"Mutex.Lock": opLock, "Mutex.Unlock": opUnlock, "RWMutex.Lock": opLock, "RWMutex.Unlock": opUnlock,
	"RWMutex.RLock": opRLock, "RWMutex.RUnlock": opRUnlock, "Locker.Lock": opLock, "Locker.Unlock": opUnlock,
	"WaitGroup.Add": opAdd, "WaitGroup.Go": opAdd, "WaitGroup.Done": opDone, "WaitGroup.Wait": opWait,
	"Cond.Wait": opCondWait, "Cond.Signal": opSignal, "Cond.Broadcast": opSignal, "Once.Do": opOnceDo,
	"Mutex.TryLock": opTryLock, "RWMutex.TryLock": opTryLock, "RWMutex.TryRLock": opTryRLock,
}

// operations lists those of the package, in order of the source.
func (u *packageInfo) operations() []op {
	var out []op
	for _, f := range u.funcs {
		selects := map[ast.Node]*ast.SelectStmt{}
		ast.Inspect(f.body, func(n ast.Node) bool {
			if lit, ok := n.(*ast.FuncLit); ok && lit != f.lit {
				return false
			}
			if s, ok := n.(*ast.SelectStmt); ok {
				cases(s, selects)
			}
			if o, ok := u.operation(n); ok {
				o.in, o.class, o.sel = f, u.aliasClassOf(o.ref), selects[n]
				out = append(out, o)
			}
			return true
		})
	}
	return out
}

// cases notes which sends and receives are cases of a select.
func cases(s *ast.SelectStmt, into map[ast.Node]*ast.SelectStmt) {
	for _, c := range s.Body.List {
		comm := c.(*ast.CommClause).Comm
		if comm == nil {
			continue
		}
		if _, ok := comm.(*ast.SendStmt); ok {
			into[comm] = s
			continue
		}
		ast.Inspect(comm, func(n ast.Node) bool {
			if e, ok := n.(*ast.UnaryExpr); ok && e.Op == token.ARROW {
				into[n] = s
				return false
			}
			return true
		})
	}
}

// operation reads one node.
func (u *packageInfo) operation(n ast.Node) (op, bool) {
	switch n := n.(type) {
	case *ast.SendStmt:
		return op{kind: opSend, ref: u.pathOf(n.Chan), node: n}, true
	case *ast.UnaryExpr:
		if n.Op == token.ARROW {
			return op{kind: u.receiving(n.X), ref: u.pathOf(n.X), node: n}, true
		}
	case *ast.RangeStmt:
		if isChanExpr(u, n.X) {
			return op{kind: opRange, ref: u.pathOf(n.X), node: n}, true
		}
	case *ast.SelectStmt:
		return op{kind: opSelect, node: n}, true
	case *ast.CallExpr:
		return u.callOperation(n)
	}
	return op{}, false
}

// receiving tells a receive from a context's Done and from a timer.
func (u *packageInfo) receiving(e ast.Expr) opKind {
	s := types.ExprString(e)
	switch {
	case strings.HasSuffix(s, ".Done()"):
		return opCtxDone
	case strings.HasPrefix(s, "time.After(") || strings.HasPrefix(s, "time.Tick(") || strings.HasSuffix(s, ".C"):
		return opTimer
	}
	return opReceive
}

func (u *packageInfo) callOperation(c *ast.CallExpr) (op, bool) {
	if id, ok := c.Fun.(*ast.Ident); ok && id.Name == "close" && len(c.Args) == 1 {
		if _, isBuiltin := u.info.Uses[id].(*types.Builtin); isBuiltin {
			return op{kind: opClose, ref: u.pathOf(c.Args[0]), node: c}, true
		}
	}
	sel := u.method(c)
	if sel == nil {
		return op{}, false
	}
	f, ok := u.object(sel.Sel).(*types.Func)
	if !ok || f.Pkg() == nil || f.Pkg().Path() != "sync" {
		return op{}, false
	}
	recv := f.Signature().Recv()
	if recv == nil {
		return op{}, false
	}
	n, ok := types.Unalias(deref(recv.Type())).(*types.Named)
	if !ok {
		return op{}, false
	}
	kind, ok := methods[n.Obj().Name()+"."+f.Name()]
	r := u.receiver(&ast.CallExpr{Fun: sel, Args: c.Args})
	r.wild = r.wild || sel != unparen(c.Fun) // what lock := m.mu.Lock has bound may be another lock by now
	return op{kind: kind, ref: r, node: c}, ok
}

// method is the selection of the method that a call calls, also through a variable: lock := m.mu.Lock; lock().
func (u *packageInfo) method(c *ast.CallExpr) *ast.SelectorExpr {
	switch f := unparen(c.Fun).(type) {
	case *ast.SelectorExpr:
		return f
	case *ast.Ident:
		if sel, ok := u.onlyValue(u.object(f)).(*ast.SelectorExpr); ok {
			return sel
		}
	}
	return nil
}

// with lists the operations of some kinds on what belongs to the class.
func (u *packageInfo) with(class types.Object, kinds ...opKind) []op {
	var out []op
	for _, o := range u.ops {
		for _, k := range kinds {
			if o.kind == k && class != nil && o.class == class {
				out = append(out, o)
			}
		}
	}
	return out
}

// opAt is the operation of some kinds at a line of a function.
func (u *packageInfo) opAt(f *function, line int, kinds ...opKind) (op, bool) {
	for _, k := range kinds {
		for _, o := range u.ops {
			if o.in == f && o.kind == k && u.line(o.node.Pos()) <= line && u.opEnd(o) >= line {
				return o, true
			}
		}
	}
	return u.deferredAt(f, line, kinds...)
}

// deferredAt is the deferred operation that runs when the function ends at a line: its last one, or a return's.
func (u *packageInfo) deferredAt(f *function, line int, kinds ...opKind) (op, bool) {
	ends := line == u.line(f.body.Rbrace)
	deferred := map[ast.Node]bool{}
	ast.Inspect(f.body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ReturnStmt:
			ends = ends || u.line(n.Pos()) == line
		case *ast.DeferStmt:
			deferred[n.Call] = true
		}
		return true
	})
	for _, o := range u.ops {
		if ends && o.in == f && deferred[o.node] && slices.Contains(kinds, o.kind) {
			return o, true
		}
	}
	return op{}, false
}

// opEnd is the last line that the output can name for the operation.
func (u *packageInfo) opEnd(o op) int {
	switch n := o.node.(type) {
	case *ast.SelectStmt:
		return u.line(n.Pos())
	case *ast.RangeStmt:
		return u.line(n.X.End())
	}
	return u.line(o.node.End())
}
