package blame

import (
	"go/ast"
	"strings"

	"sharedmap-workshop/checker/internal/goout"
)

// isLog reports whether the line that a failed test printed comes from t.Log or the like, which is no failure. reason is
// the file of another finding that explains the test's failure, or "". With a reason, the line is a log line unless the
// source shows a failure: a call of Errorf, Fatal and the like, or of a helper that gets the test.
func (s *sources) isLog(f goout.Finding, reason string) bool {
	file := f.File
	if !strings.ContainsAny(file, `/\`) {
		file = reason[:strings.LastIndexAny(reason, `/\`)+1] + file
	}
	pkg, p, ok := s.packageOf(file)
	if !ok {
		return false
	}
	log, fails := false, false
	ast.Inspect(pkg.files[p], func(n ast.Node) bool {
		c, ok := n.(*ast.CallExpr)
		if !ok || f.Line < pkg.line(c.Pos()) || f.Line > pkg.line(c.End()) {
			return true
		}
		switch calleeName(c) {
		case "Log", "Logf", "Skip", "Skipf":
			log = true
		case "Run": // the lines of a subtest are not part of the call
		case "Error", "Errorf", "Fatal", "Fatalf", "Fail", "FailNow":
			fails = true
		default:
			fails = fails || passesTest(c)
		}
		return true
	})
	return !fails && (log || reason != "")
}

// calleeName returns the last part of the name that a call calls: F of pkg.F().
func calleeName(c *ast.CallExpr) string {
	switch f := c.Fun.(type) {
	case *ast.SelectorExpr:
		return f.Sel.Name
	case *ast.Ident:
		return f.Name
	}
	return ""
}

// passesTest reports whether a call passes the test on: check(t, got, want).
func passesTest(c *ast.CallExpr) bool {
	for _, a := range c.Args {
		if id, ok := a.(*ast.Ident); ok && (id.Name == "t" || id.Name == "tb" || id.Name == "b") {
			return true
		}
	}
	return false
}
