package blame

import (
	"strings"

	"sharedmap-workshop/checker/internal/goout"
)

// explainVet reads the pattern from vet's own words.
func explainVet(f goout.Finding) goout.Finding {
	switch m := f.Message; {
	case strings.Contains(m, "passes lock by value") || strings.Contains(m, "copies lock value") || strings.Contains(m, "copies lock"):
		return with(f, LockCopied)
	case strings.Contains(m, "WaitGroup.Add called from inside new goroutine"):
		return with(f, AddInsideGoroutine)
	case strings.Contains(m, "captured by func literal"):
		return with(f, CapturedVariable)
	}
	return f
}
