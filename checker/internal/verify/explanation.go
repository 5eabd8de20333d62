package verify

import (
	"fmt"
	"strings"
)

// An Explanation is what a red answer's explanation must say: the kind, the pattern, and one of the lines marked with a comment that begins with
// "bug".
type Explanation struct {
	Kind    string
	Pattern string // empty: there is no name for it, and none may be given
}

// Explanations reads an answer's lines of the form "// explain: KIND PATTERN" and "// explain: KIND", of which any may come true: what
// one run reports as a race may kill another.
func (t Trial) Explanations() ([]Explanation, error) {
	var out []Explanation
	for line := range strings.Lines(string(t.Source)) {
		rest, ok := strings.CutPrefix(strings.TrimSpace(line), "// explain: ")
		if !ok {
			continue
		}
		switch words := strings.Fields(rest); len(words) {
		case 1:
			out = append(out, Explanation{Kind: words[0]})
		case 2:
			out = append(out, Explanation{Kind: words[0], Pattern: words[1]})
		default:
			return nil, fmt.Errorf("%s/%s: want %q, got %q", t.Lesson.ID, t.Name, "// explain: KIND PATTERN", line)
		}
	}
	return out, nil
}

// BugLines are the lines of an answer that are marked as the mistake: those with a comment that begins with "bug".
func (t Trial) BugLines() []int {
	var out []int
	n := 0
	for line := range strings.Lines(string(t.Source)) {
		if n++; strings.Contains(line, "// bug") {
			out = append(out, n)
		}
	}
	return out
}
