package verify

import (
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/outcome"
)

// ExplanationScore counts the wrong answers of the bank that the checker explains correctly: with a kind, a pattern and a line that the answer
// names.
type ExplanationScore struct {
	Right  int                `json:"right"` // of the answers that ended in a race, a deadlock, a leak or a panic
	Total  int                `json:"total"`
	ByTest TestScore          `json:"told"`
	Missed []WrongExplanation `json:"missed"`
}

// TestScore counts the answers whose blocked goroutines or panic a test reported. It is separate, because the test's own report already names
// the goroutines and where they wait.
type TestScore struct {
	Right int `json:"right"`
	Total int `json:"total"`
}

// WrongExplanation is an explanation that differs from what its answer demands.
type WrongExplanation struct {
	Answer    string   `json:"answer"`
	Step      string   `json:"step"`
	Want      []string `json:"want"` // each as KIND PATTERN
	Got       []string `json:"got"`  // each as KIND PATTERN LINE
	Confident bool     `json:"confident"`
}

// enoughExplained is the percentage of the answers that must be explained correctly.
const enoughExplained = 95

// OK reports whether enough answers are explained correctly, and no explanation names a wrong pattern.
func (e ExplanationScore) OK() bool { return e.Right*100 >= e.Total*enoughExplained && !e.Wrong() }

// Wrong reports whether any explanation names a wrong pattern.
func (e ExplanationScore) Wrong() bool {
	return slices.ContainsFunc(e.Missed, func(m WrongExplanation) bool { return m.Confident })
}

// Score compares the findings of the first red run of each wrong answer with the explanations that the answer demands. It returns an error if an
// answer's explanations have a wrong form.
func Score(outcomes []Outcome) (ExplanationScore, error) {
	out := ExplanationScore{Missed: []WrongExplanation{}}
	for _, o := range Sorted(outcomes) {
		if o.Trial.Kind != Wrong {
			continue
		}
		if err := out.add(o); err != nil {
			return out, err
		}
	}
	return out, nil
}

// add counts one answer. The answer is right if the explanation of each of its steps is right.
func (e *ExplanationScore) add(o Outcome) error {
	want, err := o.Trial.Explanations()
	if err != nil {
		return err
	}
	reported, byTest, before := false, false, len(e.Missed)
	for _, t := range o.Steps {
		if t.FirstRed == nil {
			continue
		}
		seen := shown(*t.FirstRed)
		switch {
		case slices.ContainsFunc(seen, isRuntimeReport):
			reported = true
		case slices.ContainsFunc(seen, isTestReport) && (len(want) > 0 || slices.ContainsFunc(seen, hasPattern)):
			byTest = true
		default:
			continue // a plain failed expectation or a schedule does not count
		}
		if m := compareExplanation(o.Trial, want, seen); m != nil {
			m.Step = t.Step.ID
			e.Missed = append(e.Missed, *m)
		}
	}
	right := 0
	if len(e.Missed) == before {
		right = 1
	}
	switch {
	case reported:
		e.Total++
		e.Right += right
	case byTest:
		e.ByTest.Total++
		e.ByTest.Right += right
	}
	return nil
}

// shown returns the findings of a red run that the report shows, without the schedule.
func shown(s outcome.Step) []goout.Finding {
	all := goout.Distinct(s.Findings)
	return all[:min(len(all), outcome.MaxShown)]
}

// isRuntimeReport reports whether the finding comes from the race detector or the runtime.
func isRuntimeReport(f goout.Finding) bool {
	switch f.Kind {
	case goout.KindAssertion, goout.KindExit, goout.KindUnknown, goout.KindSchedule, goout.KindBuild, goout.KindVet:
		return false
	}
	return true
}

// isTestReport reports whether a test reported the finding, and the finding has a pattern or blocked goroutines.
func isTestReport(f goout.Finding) bool {
	return f.Kind == goout.KindAssertion && (hasPattern(f) || len(f.Goroutines) > 0)
}

func hasPattern(f goout.Finding) bool { return f.Pattern != "" }

// compareExplanation returns nil if one of the findings matches an explanation in want and no finding names another pattern.
func compareExplanation(t Trial, want []Explanation, shown []goout.Finding) *WrongExplanation {
	m := &WrongExplanation{Answer: t.Lesson.ID + "/" + t.Name}
	for _, w := range want {
		m.Want = append(m.Want, strings.TrimSpace(w.Kind+" "+w.Pattern))
	}
	right := false
	lines := t.BugLines()
	for _, f := range shown {
		if !isRuntimeReport(f) && !isTestReport(f) {
			continue
		}
		m.Got = append(m.Got, fmt.Sprintf("%s %s %s:%d", f.Kind, f.Pattern, path.Base(filepath.ToSlash(f.File)), f.Line))
		named := func(w Explanation) bool { return w.Pattern == string(f.Pattern) }
		right = right || atLine(t, f, lines) && slices.ContainsFunc(want, func(w Explanation) bool { return w.Kind == string(f.Kind) && named(w) })
		m.Confident = m.Confident || f.Pattern != "" && !slices.ContainsFunc(want, named)
	}
	if right && !m.Confident {
		return nil
	}
	return m
}

// atLine reports whether a finding names one of the lines: its own line, the line of either access of a race, or another line that a test's
// report names.
func atLine(t Trial, f goout.Finding, lines []int) bool {
	at := func(file string, line int) bool {
		return path.Base(filepath.ToSlash(file)) == t.Lesson.File && slices.Contains(lines, line)
	}
	if at(f.File, f.Line) {
		return true
	}
	if f.Kind == goout.KindDataRace {
		return slices.ContainsFunc(f.Accesses, func(a goout.Access) bool { return at(a.File, a.Line) })
	}
	return f.Kind == goout.KindAssertion && slices.ContainsFunc(f.Other, func(l goout.Location) bool { return at(l.File, l.Line) })
}
