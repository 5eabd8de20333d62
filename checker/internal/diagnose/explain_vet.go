package diagnose

import (
	"go/ast"
	"strings"
)

// explainVet reads the pattern from vet's own words.
func explainVet(f Finding) Finding {
	switch m := f.Message; {
	case strings.Contains(m, "passes lock by value") || strings.Contains(m, "copies lock value") || strings.Contains(m, "copies lock"):
		return f.with(LockCopied)
	case strings.Contains(m, "WaitGroup.Add called from inside new goroutine"):
		return f.with(AddInsideGoroutine)
	case strings.Contains(m, "captured by func literal"):
		return f.with(CapturedVariable)
	}
	return f
}

// isLog tells whether the line that a failed test printed comes from t.Log, which is no failure.
func (s *sources) isLog(f Finding) bool {
	u, p, ok := s.unit(f.File)
	if !ok {
		return false
	}
	log, other := false, false
	ast.Inspect(u.files[p], func(n ast.Node) bool {
		c, ok := n.(*ast.CallExpr)
		if !ok || f.Line < u.line(c.Pos()) || f.Line > u.line(c.End()) {
			return true
		}
		sel, ok := c.Fun.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		switch sel.Sel.Name {
		case "Log", "Logf", "Skip", "Skipf":
			log = true
		case "Error", "Errorf", "Fatal", "Fatalf":
			other = true
		}
		return true
	})
	return log && !other
}
