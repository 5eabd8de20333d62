package diagnose

import (
	"slices"
	"strings"
)

// explainTold tells the pattern behind what a test's own message tells: who waits where, or which panic was caught. The finding stays at the line of
// the assertion; the lines of the program are in Other.
func explainTold(f Finding, s *sources) Finding {
	told := f
	dir := f.File[:strings.LastIndexAny(f.File, `/\`)+1]
	if p, ok := panicIn(f.Actual); ok {
		p.File = dir + p.File
		told = explainPanic(p, s)
	} else if len(f.Goroutines) > 0 {
		told = explainBlocked(Finding{Kind: KindTimeout, Goroutines: inDir(dir, f.Goroutines), Message: f.Message, told: true, partial: f.partial}, s)
	}
	if told.Pattern == "" {
		return f
	}
	return f.with(told.Pattern, append([]Location{{told.File, told.Line, told.Func}}, told.Other...)...)
}

// inDir gives the goroutines' files, which such a message names by their last part, the folder of the test.
func inDir(dir string, all []Goroutine) []Goroutine {
	out := make([]Goroutine, len(all))
	for i, g := range all {
		g.File = dir + g.File
		g.Stack = slices.Clone(g.Stack)
		for j := range g.Stack {
			g.Stack[j].File = dir + g.Stack[j].File
		}
		out[i] = g
	}
	return out
}
