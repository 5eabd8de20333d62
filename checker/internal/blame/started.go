package blame

import (
	"go/ast"

	"sharedmap-workshop/checker/internal/goout"
)

// firstFunc is the function in which a goroutine began, by its stack, which has at most so many frames; "" where that is not known.
func firstFunc(stack []goout.Frame, most int) string {
	if len(stack) >= most { // cut off
		return ""
	}
	for i := len(stack) - 1; i >= 0; i-- {
		fn := stack[i].Func
		if fn == "runtime.goexit" || goout.ParseFuncName(goout.ShortFunc(fn)).Wrapper { // the compiler's, around the call
			continue
		}
		if stack[i].IsUser() {
			return fn
		}
		return "" // of an atomic operation the race detector tells nothing else
	}
	return ""
}

// startClaims are those of the stack that started a goroutine: its innermost line started the function in which the goroutine began.
func startClaims(created []goout.Frame, first string) []claim {
	out := stackClaims(created, starts)
	if len(out) > 0 && created[0].IsUser() {
		out[0].callee = first
	}
	return out
}

// starts tells whether a go statement of the line can start the function; "": any.
func (l *lineOf) starts(first string) bool {
	return l.has(func(n ast.Node) bool {
		g, ok := n.(*ast.GoStmt)
		if !ok || first == "" {
			return ok
		}
		if lit, ok := unparen(g.Call.Fun).(*ast.FuncLit); ok {
			return l.u.fits(goout.ParseFuncName(goout.ShortFunc(first)), l.u.byLit(lit), true)
		}
		name, called := goout.ParseFuncName(goout.ShortFunc(first)), l.named(g.Call)
		return called == "" || len(name.Literals) == 0 && called == name.Last()
	})
}
