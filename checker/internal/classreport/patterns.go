package classreport

import (
	"cmp"
	"slices"

	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/results"
)

// maxExamples is how many places of a mistake are listed.
const maxExamples = 5

// pagePattern is a mistake, and who made it.
type pagePattern struct {
	Title, Explained, Taught string
	Students                 int
	Examples                 []example
}

// example is one place of a mistake.
type example struct{ ID, Place string }

// patterns returns the mistakes that the findings of red steps and builds name, the most common first, and a sentence about who has red steps
// without any of them.
func (c Class) patterns(say *msg.Printer) (out []pagePattern, without string) {
	byPattern := map[goout.Pattern]*pagePattern{}
	var order []goout.Pattern
	bare := 0
	for _, s := range c.Students {
		found := allFindings(s)
		seen := map[goout.Pattern]bool{}
		for _, of := range found {
			f := of.finding
			if f.Pattern == "" || seen[f.Pattern] {
				continue
			}
			seen[f.Pattern] = true
			p := byPattern[f.Pattern]
			if p == nil {
				p = c.newPattern(f.Pattern, say)
				byPattern[f.Pattern] = p
				order = append(order, f.Pattern)
			}
			p.Students++
			if at := place(f); at != "" && len(p.Examples) < maxExamples {
				p.Examples = append(p.Examples, example{cut(shownID(s.Student), maxName), cut(safeLine(of.lesson)+"/"+at, maxDetail)})
			}
		}
		if len(seen) == 0 && len(found) > 0 {
			bare++
		}
	}
	slices.SortStableFunc(order, func(a, b goout.Pattern) int {
		return cmp.Or(byPattern[b].Students-byPattern[a].Students, cmp.Compare(a, b))
	})
	for _, p := range order {
		out = append(out, *byPattern[p])
	}
	if bare > 0 {
		without = say.Say("page.no-pattern", "count", bare)
	}
	return out, without
}

// newPattern returns a mistake with its texts and without students.
func (c Class) newPattern(p goout.Pattern, say *msg.Printer) *pagePattern {
	out := &pagePattern{Title: patternTitle(say, p), Explained: sayOr(say, "pattern."+string(p), "")}
	if c.Course != nil {
		if lesson := c.Course.Teaching(string(p)); lesson != "" {
			out.Taught = say.Say("page.taught", "lesson", lesson)
		}
	}
	return out
}

// lessonFinding is a finding in a student's lesson.
type lessonFinding struct {
	lesson  string
	finding goout.Finding
}

// allFindings returns what was found in a student's red steps and in the lessons that do not build.
func allFindings(s results.Student) []lessonFinding {
	var out []lessonFinding
	for _, l := range s.Lessons {
		found := slices.Clone(l.Findings)
		for _, step := range l.Steps {
			if step.Status == statusFail && l.State != results.DoesNotBuild {
				found = append(found, step.Findings...)
			}
		}
		for _, f := range found {
			out = append(out, lessonFinding{l.ID, f})
		}
	}
	return out
}
