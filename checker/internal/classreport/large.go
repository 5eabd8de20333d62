package classreport

import (
	"crypto/sha256"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/results"
)

// Keeper keeps of many students only what the table, grades.csv and class.html show, so that a class of ten thousand fits into a small memory. What
// equal answers have in common it keeps once.
type Keeper struct {
	Students []results.Student

	texts map[string]string
	found map[key][]goout.Finding
	steps map[key][]results.Step
}

// NewKeeper returns a keeper without students.
func NewKeeper() *Keeper {
	return &Keeper{texts: map[string]string{}, found: map[key][]goout.Finding{}, steps: map[key][]results.Step{}}
}

// Add keeps a student. It never returns an error.
func (k *Keeper) Add(s results.Student) error {
	s.Lang, s.Checker, s.Go, s.Tests, s.Level = k.text(s.Lang), k.text(s.Checker), k.text(s.Go), k.text(s.Tests), k.text(s.Level)
	s.State, s.Isolation = results.State(k.text(string(s.State))), nil
	lessons := make([]results.Lesson, len(s.Lessons))
	for i, l := range s.Lessons {
		lessons[i] = results.Lesson{
			ID: k.text(l.ID), State: results.State(k.text(string(l.State))), Points: l.Points, Max: l.Max, Why: k.text(l.Why), Findings: k.findings(l.Findings), Steps: k.stepsOf(l.Steps),
			Time: l.Time, TimeFrom: l.TimeFrom, Late: l.Late,
		}
		if len(l.Refusals) > 0 {
			lessons[i].Refusals = []results.Refusal{{Text: k.text(l.Refusals[0].Text)}}
		}
	}
	s.Lessons = lessons
	k.Students = append(k.Students, s)
	return nil
}

// text returns an equal text that was kept before, if there is one.
func (k *Keeper) text(s string) string {
	if kept, ok := k.texts[s]; ok {
		return kept
	}
	s = strings.Clone(s)
	k.texts[s] = s
	return s
}

// stepsOf returns what is shown of the steps of a lesson.
func (k *Keeper) stepsOf(all []results.Step) []results.Step {
	out := make([]results.Step, len(all))
	for i, s := range all {
		out[i] = results.Step{
			ID: k.text(s.ID), Status: k.text(s.Status), Because: k.text(s.Because), Stopped: k.text(s.Stopped), Points: s.Points, Max: s.Max, Findings: k.findings(s.Findings),
			Override: s.Override,
		}
	}
	if slices.ContainsFunc(out, func(s results.Step) bool { return s.Override != nil }) {
		return out // these points are one student's
	}
	return keep(k.steps, out)
}

// findings returns what is shown of findings: the pattern, the lines and the beginning of the text.
func (k *Keeper) findings(all []goout.Finding) []goout.Finding {
	var out []goout.Finding
	for _, f := range all {
		kept := goout.Finding{Kind: f.Kind, Pattern: goout.Pattern(k.text(string(f.Pattern))), Text: k.firstLine(f.Text), Actual: k.firstLine(f.Actual)}
		for i, at := range locations(f) {
			if at.File = k.text(at.File); i == 0 {
				kept.File, kept.Line = at.File, at.Line
			} else {
				kept.Other = append(kept.Other, at)
			}
		}
		out = append(out, kept)
	}
	return keep(k.found, out)
}

// key is a hash of a value.
type key [sha256.Size]byte

// keep returns an equal value that was kept before, if there is one.
func keep[T any](before map[key][]T, value []T) []T {
	b, err := json.Marshal(value)
	if err != nil {
		return value
	}
	sum := key(sha256.Sum256(b))
	if kept, ok := before[sum]; ok {
		return kept
	}
	before[sum] = value
	return value
}

func (k *Keeper) firstLine(s string) string {
	first, rest, more := strings.Cut(s, "\n")
	if more && first == "" && rest != "" {
		return "\n" // cmp.Or takes such a text, which shows nothing, and not the next one
	}
	return k.text(first)
}

// WriteLargeClass writes what WriteFiles does, without holding the class: lines calls its argument with each student, in the order of the reports. It
// returns what the table needs of the students.
func WriteLargeClass(dir string, c *course.Course, at time.Time, say *msg.Printer, lines func(visit func(results.Student) error) error) ([]results.Student, error) {
	k := NewKeeper()
	if err := lines(k.Add); err != nil {
		return nil, err
	}
	class := Class{Course: c, Students: k.Students, At: at}
	if err := ReplaceFile(filepath.Join(dir, GradesFile), class.WriteCSV); err != nil {
		return nil, err
	}
	if err := ReplaceFile(filepath.Join(dir, PageFile), func(w io.Writer) error { return class.WritePage(w, say) }); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Join(dir, FeedbackDir), 0o755); err != nil {
		return nil, err
	}
	names, writers := class.FileNames(), map[string]*feedbackWriter{}
	i := 0
	return k.Students, lines(func(s results.Student) error {
		i++
		return class.writeFeedbackOf(filepath.Join(dir, FeedbackDir, names[i-1]), s, say, writers)
	})
}
