package diagnose

import (
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
