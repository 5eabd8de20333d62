// Package blame finds the mistake behind a finding in the program's sources. CheckSources leaves out sources that do not
// match the output; Explain names the mistake, a goout.Pattern, and the lines that belong to it. For the finding
//
//	fatal error: all goroutines are asleep - deadlock!  (sync.Mutex.Lock at main.go:11)
//
// and a main.go that locks the same mutex at line 17 and calls the function of line 11, the pattern is DoubleLock, with
// line 17 as the other line. The package takes findings and an fs.FS, returns findings and writes no prose.
package blame

import (
	"io/fs"
	"slices"

	"sharedmap-workshop/checker/internal/goout"
)

// Explain returns the finding with the pattern that the sources show. It sets Pattern, sets File and Line to the line of
// the output that matters most, and sets Other to further lines of the pattern, such as the first of two locks or the
// close before a send. It returns the finding unchanged if it recognises no pattern.
func Explain(f goout.Finding, src fs.FS) goout.Finding {
	return explain(f, newSources(src))
}

// ExplainAll explains each finding. It leaves out assertions that the sources show to be only log lines of a failed
// test.
func ExplainAll(found []goout.Finding, src fs.FS) []goout.Finding {
	s := newSources(src)
	out := make([]goout.Finding, 0, len(found))
	for _, f := range found {
		if f.Kind == goout.KindAssertion && f.Expected == "" && s.isLog(f, otherFailureFile(found, f.Test)) {
			continue
		}
		out = append(out, explain(f, s))
	}
	return out
}

// otherFailureFile returns the file of another finding that explains why the test failed, or "".
func otherFailureFile(found []goout.Finding, test string) string {
	for _, f := range found {
		if f.Test == test && f.Kind != goout.KindAssertion && f.File != "" {
			return f.File
		}
	}
	return ""
}

// explain chooses the rules for the finding's kind.
func explain(f goout.Finding, s *sources) goout.Finding {
	switch f.Kind {
	case goout.KindDataRace:
		return explainRace(f, s)
	case goout.KindDeadlock, goout.KindLeak, goout.KindTimeout:
		return explainBlocked(f, s)
	case goout.KindAssertion:
		return explainRecorded(f, s)
	case goout.KindSchedule:
		return explainSchedule(f, s)
	case goout.KindVet:
		return explainVet(f)
	case goout.KindMapFatal, goout.KindSendOnClosed, goout.KindCloseOfClosed, goout.KindUnlockOfUnlocked, goout.KindNegativeWaitGroup, goout.KindPanic:
		return explainPanic(f, s)
	}
	return f
}

// withPattern returns the finding with a pattern and the other lines of the pattern, each once.
func withPattern(f goout.Finding, p goout.Pattern, other ...goout.Location) goout.Finding {
	f.Pattern = p
	f.Other = nil
	for _, l := range other {
		if l.Line > 0 && !(l.Line == f.Line && l.File == f.File) && !slices.Contains(f.Other, l) && len(f.Other) < 8 {
			f.Other = append(f.Other, l)
		}
	}
	return f
}
