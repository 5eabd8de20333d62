package goout

import (
	"fmt"
	"slices"
	"strings"
)

// Distinct returns the findings without repetitions, those of a test's own checks first. Two findings are the same if they have the same kind, line,
// message, cause and text, and their goroutines wait at the same lines. Two races are the same if they are between the same two lines, in either
// order.
func Distinct(all []Finding) []Finding {
	seen := map[string]bool{}
	var own, others []Finding
	for _, f := range all {
		key := f.identity()
		switch {
		case seen[key]:
		case f.Kind == KindAssertion:
			own = append(own, f)
		default:
			others = append(others, f)
		}
		seen[key] = true
	}
	return append(own, others...)
}

// identity is equal for findings that tell a reader the same.
func (f Finding) identity() string {
	var parts []string
	if f.Kind == KindDataRace && len(f.Accesses) > 1 {
		for _, a := range f.Accesses[:2] {
			parts = append(parts, fmt.Sprintf("%s:%d:%s", a.File, a.Line, a.Op))
		}
		slices.Sort(parts)
		return strings.Join(parts, " ")
	}
	for _, g := range f.Goroutines {
		parts = append(parts, fmt.Sprintf("%s:%d:%s", g.File, g.Line, g.State))
	}
	return fmt.Sprint(f.Kind, f.File, f.Line, f.Message, f.Cause, f.Text, parts)
}
