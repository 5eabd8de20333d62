package blame

import (
	"strings"

	"sharedmap-workshop/checker/internal/goout"
)

// explainVet recognises LockCopied, AddInsideGoroutine and CapturedVariable from vet's message.
func explainVet(f goout.Finding) goout.Finding {
	switch m := f.Message; {
	case strings.Contains(m, "passes lock by value") || strings.Contains(m, "copies lock value") || strings.Contains(m, "copies lock"):
		return withPattern(f, LockCopied)
	case strings.Contains(m, "WaitGroup.Add called from inside new goroutine"):
		return withPattern(f, AddInsideGoroutine)
	case strings.Contains(m, "captured by func literal"):
		return withPattern(f, CapturedVariable)
	}
	return f
}
