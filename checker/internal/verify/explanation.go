package verify

import (
	"fmt"
	"strings"
)

// An Explanation is what the checker must report for a wrong answer: the finding's kind and pattern. The finding must also name one of the
// lines that BugLines returns.
type Explanation struct {
	Kind    string
	Pattern string // empty if the mistake has no pattern; a finding must not name one then
}

// Explanations returns the explanations in an answer's lines of the form "// explain: KIND PATTERN" or "// explain: KIND". An answer may have
// several, and one of them must match: a mistake may be reported as a race in one run and cause a panic in another.
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

// BugLines returns the numbers of the lines that are marked as the mistake, with a comment that begins with "bug".
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
