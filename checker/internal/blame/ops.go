package blame

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// An opKind is a kind of operation on a channel, a type of package sync, a context or a timer.
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

// An op is such an operation in the source.
type op struct {
	kind       opKind
	path       accessPath   // the channel, lock, WaitGroup or Cond
	class      types.Object // the alias class of path
	in         *function
	node       ast.Node
	selectStmt *ast.SelectStmt // the select statement that the operation is a case of, or nil
}

// syncMethods maps the methods of package sync to their kinds.
var syncMethods = map[string]opKind{
	"Mutex.Lock": opLock, "Mutex.Unlock": opUnlock, "RWMutex.Lock": opLock, "RWMutex.Unlock": opUnlock,
	"RWMutex.RLock": opRLock, "RWMutex.RUnlock": opRUnlock, "Locker.Lock": opLock, "Locker.Unlock": opUnlock,
	"WaitGroup.Add": opAdd, "WaitGroup.Go": opAdd, "WaitGroup.Done": opDone, "WaitGroup.Wait": opWait,
	"Cond.Wait": opCondWait, "Cond.Signal": opSignal, "Cond.Broadcast": opSignal, "Once.Do": opOnceDo,
	"Mutex.TryLock": opTryLock, "RWMutex.TryLock": opTryLock, "RWMutex.TryRLock": opTryRLock,
}

// operations returns the operations of the package in the order of the source.
func (pkg *packageInfo) operations() []op {
	var out []op
	for _, f := range pkg.funcs {
		selects := map[ast.Node]*ast.SelectStmt{}
		ast.Inspect(f.body, func(n ast.Node) bool {
			if lit, ok := n.(*ast.FuncLit); ok && lit != f.lit {
				return false
			}
			if s, ok := n.(*ast.SelectStmt); ok {
				noteSelectCases(s, selects)
			}
			if o, ok := pkg.operation(n); ok {
				o.in, o.class, o.selectStmt = f, pkg.aliasClassOf(o.path), selects[n]
				out = append(out, o)
			}
			return true
		})
	}
	return out
}

// noteSelectCases notes which sends and receives are cases of the select.
func noteSelectCases(s *ast.SelectStmt, into map[ast.Node]*ast.SelectStmt) {
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

// operation returns the operation that a node does itself.
func (pkg *packageInfo) operation(n ast.Node) (op, bool) {
	switch n := n.(type) {
	case *ast.SendStmt:
		return op{kind: opSend, path: pkg.pathOf(n.Chan), node: n}, true
	case *ast.UnaryExpr:
		if n.Op == token.ARROW {
			return op{kind: pkg.receiveKind(n.X), path: pkg.pathOf(n.X), node: n}, true
		}
	case *ast.RangeStmt:
		if isChanExpr(pkg, n.X) {
			return op{kind: opRange, path: pkg.pathOf(n.X), node: n}, true
		}
	case *ast.SelectStmt:
		return op{kind: opSelect, node: n}, true
	case *ast.CallExpr:
		return pkg.callOperation(n)
	}
	return op{}, false
}

// receiveKind returns the kind of a receive: from a context's Done, from a timer or from another channel.
func (pkg *packageInfo) receiveKind(e ast.Expr) opKind {
	s := types.ExprString(e)
	switch {
	case strings.HasSuffix(s, ".Done()"):
		return opCtxDone
	case strings.HasPrefix(s, "time.After(") || strings.HasPrefix(s, "time.Tick(") || strings.HasSuffix(s, ".C"):
		return opTimer
	}
	return opReceive
}

// callOperation returns the operation that a call does: close, or a method of package sync.
func (pkg *packageInfo) callOperation(c *ast.CallExpr) (op, bool) {
	if id, ok := c.Fun.(*ast.Ident); ok && id.Name == "close" && len(c.Args) == 1 {
		if _, isBuiltin := pkg.info.Uses[id].(*types.Builtin); isBuiltin {
			return op{kind: opClose, path: pkg.pathOf(c.Args[0]), node: c}, true
		}
	}
	sel := pkg.calledMethod(c)
	if sel == nil {
		return op{}, false
	}
	f, ok := pkg.object(sel.Sel).(*types.Func)
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
	kind, ok := syncMethods[n.Obj().Name()+"."+f.Name()]
	path := pkg.receiverPath(&ast.CallExpr{Fun: sel, Args: c.Args})
	path.unstable = path.unstable || sel != unparen(c.Fun) // after lock := m.mu.Lock, m.mu may be another lock by now
	return op{kind: kind, path: path, node: c}, ok
}

// calledMethod returns the selection of the method that a call calls, also through a variable: lock := m.mu.Lock;
// lock().
func (pkg *packageInfo) calledMethod(c *ast.CallExpr) *ast.SelectorExpr {
	switch f := unparen(c.Fun).(type) {
	case *ast.SelectorExpr:
		return f
	case *ast.Ident:
		if sel, ok := pkg.onlyValue(pkg.object(f)).(*ast.SelectorExpr); ok {
			return sel
		}
	}
	return nil
}

// opsOn returns the operations of the kinds on variables of the alias class.
func (pkg *packageInfo) opsOn(class types.Object, kinds ...opKind) []op {
	var out []op
	for _, o := range pkg.ops {
		for _, k := range kinds {
			if o.kind == k && class != nil && o.class == class {
				out = append(out, o)
			}
		}
	}
	return out
}

// opAt returns the operation of one of the kinds at a line of a function. The kinds are tried in order.
func (pkg *packageInfo) opAt(f *function, line int, kinds ...opKind) (op, bool) {
	for _, k := range kinds {
		for _, o := range pkg.ops {
			if o.in == f && o.kind == k && pkg.line(o.node.Pos()) <= line && pkg.opEnd(o) >= line {
				return o, true
			}
		}
	}
	return pkg.deferredAt(f, line, kinds...)
}

// deferredAt returns a deferred operation of the kinds that runs if the function returns at the line: its last line or a
// return.
func (pkg *packageInfo) deferredAt(f *function, line int, kinds ...opKind) (op, bool) {
	ends := line == pkg.line(f.body.Rbrace)
	deferred := map[ast.Node]bool{}
	ast.Inspect(f.body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ReturnStmt:
			ends = ends || pkg.line(n.Pos()) == line
		case *ast.DeferStmt:
			deferred[n.Call] = true
		}
		return true
	})
	for _, o := range pkg.ops {
		if ends && o.in == f && deferred[o.node] && slices.Contains(kinds, o.kind) {
			return o, true
		}
	}
	return op{}, false
}

// opEnd returns the last line that an output can name for the operation.
func (pkg *packageInfo) opEnd(o op) int {
	switch n := o.node.(type) {
	case *ast.SelectStmt:
		return pkg.line(n.Pos())
	case *ast.RangeStmt:
		return pkg.line(n.X.End())
	}
	return pkg.line(o.node.End())
}
