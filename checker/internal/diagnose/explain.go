package diagnose

import (
	"io/fs"
	"slices"
)

// Explain tells the pattern behind a finding from the sources. It returns the finding with Pattern and Other filled in, and with File and Line
// at the line of the output that matters most; or as it was where the pattern is not recognised. Other names lines of the source that belong to the
// pattern: the first lock of two, the close before the send.
func Explain(f Finding, src fs.FS) Finding {
	return explain(f, newSources(src))
}

// ExplainAll explains each finding, and leaves out those that the sources show to be none: what a failed test only logged.
func ExplainAll(found []Finding, src fs.FS) []Finding {
	s := newSources(src)
	out := make([]Finding, 0, len(found))
	for _, f := range found {
		if f.Kind == KindAssertion && f.Expected == "" && s.isLog(f, reason(found, f.Test)) {
			continue
		}
		out = append(out, explain(f, s))
	}
	return out
}

// reason is the file of another finding that explains a test's failure; empty: there is none.
func reason(found []Finding, test string) string {
	for _, f := range found {
		if f.Test == test && f.Kind != KindAssertion && f.File != "" {
			return f.File
		}
	}
	return ""
}

func explain(f Finding, s *sources) Finding {
	switch f.Kind {
	case KindDataRace:
		return explainRace(f, s)
	case KindDeadlock, KindLeak, KindTimeout:
		return explainBlocked(f, s)
	case KindAssertion:
		return explainTold(f, s)
	case KindVet:
		return explainVet(f)
	case KindMapFatal, KindSendOnClosed, KindCloseOfClosed, KindUnlockOfUnlocked, KindNegativeWaitGroup, KindPanic:
		return explainPanic(f, s)
	}
	return f
}

// with is the finding with its pattern.
func (f Finding) with(p Pattern, other ...Location) Finding {
	f.Pattern = p
	f.Other = nil
	for _, l := range other {
		if l.Line > 0 && !(l.Line == f.Line && l.File == f.File) && !slices.Contains(f.Other, l) && len(f.Other) < 8 {
			f.Other = append(f.Other, l)
		}
	}
	return f
}
