package blame

import (
	"go/ast"

	"sharedmap-workshop/checker/internal/goout"
)

// firstFunc returns the function that a goroutine started with, or "" if it is unknown. A stack of most frames was cut
// off.
func firstFunc(stack []goout.Frame, most int) string {
	if len(stack) >= most {
		return ""
	}
	for i := len(stack) - 1; i >= 0; i-- {
		fn := stack[i].Func
		if fn == "runtime.goexit" || goout.ParseFuncName(goout.ShortFunc(fn)).Wrapper { // the compiler's wrapper of the call
			continue
		}
		if stack[i].IsUser() {
			return fn
		}
		return "" // for an atomic operation the race detector reports only library frames
	}
	return ""
}

// startClaims returns the claims of the stack that started a goroutine: its innermost line started the function first.
func startClaims(created []goout.Frame, first string) []claim {
	out := stackClaims(created, actStart)
	if len(out) > 0 && created[0].IsUser() {
		out[0].callee = first
	}
	return out
}

// canStart reports whether a go statement on the line can start the function. Any go statement can start the function
// "".
func (l *sourceLine) canStart(first string) bool {
	return l.anyNode(func(n ast.Node) bool {
		g, ok := n.(*ast.GoStmt)
		if !ok || first == "" {
			return ok
		}
		if lit, ok := unparen(g.Call.Fun).(*ast.FuncLit); ok {
			return l.pkg.matchesName(goout.ParseFuncName(goout.ShortFunc(first)), l.pkg.functionOfLit(lit), true)
		}
		name, called := goout.ParseFuncName(goout.ShortFunc(first)), l.declaredCallee(g.Call)
		return called == "" || len(name.Literals) == 0 && called == name.Last()
	})
}
