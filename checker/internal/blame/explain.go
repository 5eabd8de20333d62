// Package blame tells from the sources which mistake is behind a finding: it adds the pattern, and the further lines that belong to it. It has two parts:
// Fitting leaves out sources that an output was not made of, and Explain looks at the rest. Both take findings and an fs.FS and return findings; they
// write no words.
package blame

import (
	"io/fs"
	"slices"

	"sharedmap-workshop/checker/internal/goout"
)

// Explain tells the pattern behind a finding from the sources. It returns the finding with Pattern and Other filled in, and with File and Line
// at the line of the output that matters most; or as it was where the pattern is not recognised. Other names lines of the source that belong to the
// pattern: the first lock of two, the close before the send.
func Explain(f goout.Finding, src fs.FS) goout.Finding {
	return explain(f, newSources(src))
}

// ExplainAll explains each finding, and leaves out those that the sources show to be none: what a failed test only logged.
func ExplainAll(found []goout.Finding, src fs.FS) []goout.Finding {
	s := newSources(src)
	out := make([]goout.Finding, 0, len(found))
	for _, f := range found {
		if f.Kind == goout.KindAssertion && f.Expected == "" && s.isLog(f, reason(found, f.Test)) {
			continue
		}
		out = append(out, explain(f, s))
	}
	return out
}

// reason is the file of another finding that explains a test's failure; empty: there is none.
func reason(found []goout.Finding, test string) string {
	for _, f := range found {
		if f.Test == test && f.Kind != goout.KindAssertion && f.File != "" {
			return f.File
		}
	}
	return ""
}

func explain(f goout.Finding, s *sources) goout.Finding {
	switch f.Kind {
	case goout.KindDataRace:
		return explainRace(f, s)
	case goout.KindDeadlock, goout.KindLeak, goout.KindTimeout:
		return explainBlocked(f, s)
	case goout.KindAssertion:
		return explainTold(f, s)
	case goout.KindVet:
		return explainVet(f)
	case goout.KindMapFatal, goout.KindSendOnClosed, goout.KindCloseOfClosed, goout.KindUnlockOfUnlocked, goout.KindNegativeWaitGroup, goout.KindPanic:
		return explainPanic(f, s)
	}
	return f
}

// with is the finding with its pattern.
func with(f goout.Finding, p goout.Pattern, other ...goout.Location) goout.Finding {
	f.Pattern = p
	f.Other = nil
	for _, l := range other {
		if l.Line > 0 && !(l.Line == f.Line && l.File == f.File) && !slices.Contains(f.Other, l) && len(f.Other) < 8 {
			f.Other = append(f.Other, l)
		}
	}
	return f
}
