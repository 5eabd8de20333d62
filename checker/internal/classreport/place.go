package classreport

import (
	"fmt"
	"path"
	"strings"

	"sharedmap-workshop/checker/internal/goout"
)

// place returns the line of a finding as file:line, or "". A line of the student's file is preferred to one of a test.
func place(f goout.Finding) string {
	first := ""
	for _, l := range locations(f) {
		if l.File == "" || l.Line == 0 {
			continue
		}
		at := fmt.Sprintf("%s:%d", safeLine(path.Base(strings.ReplaceAll(l.File, `\`, "/"))), l.Line)
		if !strings.HasSuffix(l.File, "_test.go") {
			return at
		}
		if first == "" {
			first = at
		}
	}
	return first
}

// locations returns the lines of a finding, the one that matters most first.
func locations(f goout.Finding) []goout.Location {
	out := []goout.Location{{File: f.File, Line: f.Line}}
	for _, a := range f.Accesses {
		out = append(out, goout.Location{File: a.File, Line: a.Line})
	}
	for _, g := range f.Goroutines {
		out = append(out, goout.Location{File: g.File, Line: g.Line})
	}
	return append(out, f.Other...)
}
