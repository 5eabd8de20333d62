package blame

import (
	"go/ast"
	"strings"

	"sharedmap-workshop/checker/internal/goout"
)

// isLog tells whether the line that a failed test printed comes from t.Log, which is no failure. Where there is another
// reason for the test's failure, a finding in that file, that the line has no sign of a failure is enough: a call of Errorf or Fatal, or of a helper that gets the test.
func (s *sources) isLog(f goout.Finding, reason string) bool {
	file := f.File
	if !strings.ContainsAny(file, `/\`) {
		file = reason[:strings.LastIndexAny(reason, `/\`)+1] + file
	}
	u, p, ok := s.unit(file)
	if !ok {
		return false
	}
	log, fails := false, false
	ast.Inspect(u.files[p], func(n ast.Node) bool {
		c, ok := n.(*ast.CallExpr)
		if !ok || f.Line < u.line(c.Pos()) || f.Line > u.line(c.End()) {
			return true
		}
		switch called(c) {
		case "Log", "Logf", "Skip", "Skipf":
			log = true
		case "Run": // its body's lines are not its own
		case "Error", "Errorf", "Fatal", "Fatalf", "Fail", "FailNow":
			fails = true
		default:
			fails = fails || getsTest(c)
		}
		return true
	})
	return !fails && (log || reason != "")
}

// called is the last part of the name that a call calls.
func called(c *ast.CallExpr) string {
	switch f := c.Fun.(type) {
	case *ast.SelectorExpr:
		return f.Sel.Name
	case *ast.Ident:
		return f.Name
	}
	return ""
}

// getsTest tells whether a call hands a test on: check(t, got, want).
func getsTest(c *ast.CallExpr) bool {
	for _, a := range c.Args {
		if id, ok := a.(*ast.Ident); ok && (id.Name == "t" || id.Name == "tb" || id.Name == "b") {
			return true
		}
	}
	return false
}
