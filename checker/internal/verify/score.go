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

// Explained is the score of the explanations of a bank's wrong answers: how many were told with the kind, the pattern and a line that the
// answer names.
type Explained struct {
	Right  int         `json:"right"` // of what ended in a race, a deadlock, a leak or a panic
	Total  int         `json:"total"`
	Told   Told        `json:"told"`
	Missed []Misjudged `json:"missed"`
}

// Told is the same for the answers whose waiting a test noticed and told in its own words, which say most of it already: who waits where.
type Told struct {
	Right int `json:"right"`
	Total int `json:"total"`
}

// Misjudged is an explanation that is not what its answer says.
type Misjudged struct {
	Answer    string   `json:"answer"`
	Step      string   `json:"step"`
	Want      []string `json:"want"` // each as KIND PATTERN
	Got       []string `json:"got"`  // each as KIND PATTERN LINE
	Confident bool     `json:"confident"`
}

// How good the explanations must be: so many of a hundred right, and none that names another pattern with confidence.
const enoughExplained = 95

// OK reports whether enough is explained, and nothing wrongly.
func (e Explained) OK() bool { return e.Right*100 >= e.Total*enoughExplained && !e.Wrong() }

// Wrong reports whether anything is explained wrongly with confidence.
func (e Explained) Wrong() bool {
	return slices.ContainsFunc(e.Missed, func(m Misjudged) bool { return m.Confident })
}

// Score compares what a student would be shown after the first red run of each wrong answer with what the answer says of itself. The error is a bank's that cannot be read.
func Score(outcomes []Outcome) (Explained, error) {
	out := Explained{Missed: []Misjudged{}}
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

// add counts one answer. It is right if each of its steps is told right.
func (e *Explained) add(o Outcome) error {
	want, err := o.Trial.Explanations()
	if err != nil {
		return err
	}
	reported, told, before := false, false, len(e.Missed)
	for _, t := range o.Steps {
		if t.First == nil {
			continue
		}
		shown := shown(*t.First)
		switch {
		case slices.ContainsFunc(shown, isReport):
			reported = true
		case slices.ContainsFunc(shown, isTold) && (len(want) > 0 || slices.ContainsFunc(shown, isNamed)):
			told = true
		default:
			continue // a plain expectation, or a schedule
		}
		if m := judge(o.Trial, want, shown); m != nil {
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
	case told:
		e.Told.Total++
		e.Told.Right += right
	}
	return nil
}

// shown returns what a student sees of a red run, without the schedule.
func shown(s outcome.Step) []goout.Finding {
	all := goout.Distinct(s.Findings)
	return all[:min(len(all), outcome.MaxShown)]
}

// isReport tells what the race detector or the runtime reported.
func isReport(f goout.Finding) bool {
	switch f.Kind {
	case goout.KindAssertion, goout.KindExit, goout.KindUnknown, goout.KindSchedule, goout.KindBuild, goout.KindVet:
		return false
	}
	return true
}

// isTold tells what a test noticed of goroutines that wait, or of a panic.
func isTold(f goout.Finding) bool {
	return f.Kind == goout.KindAssertion && (isNamed(f) || len(f.Goroutines) > 0)
}

func isNamed(f goout.Finding) bool { return f.Pattern != "" }

// judge is nil if one of the findings is as the answer says and none names another pattern.
func judge(t Trial, want []Explanation, shown []goout.Finding) *Misjudged {
	m := &Misjudged{Answer: t.Lesson.ID + "/" + t.Name}
	for _, w := range want {
		m.Want = append(m.Want, strings.TrimSpace(w.Kind+" "+w.Pattern))
	}
	right := false
	lines := t.BugLines()
	for _, f := range shown {
		if !isReport(f) && !isTold(f) {
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

// atLine tells whether a finding names a line of the bug: of a race, either side's; of what a test told, any line that it says belongs to it.
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
