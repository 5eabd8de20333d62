package course

import (
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
)

// questionID matches the id of a question.
var questionID = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// The number of options that a question may have. More than nine could not be chosen by one digit.
const (
	minOptions = 2
	maxOptions = 9
)

// quizProblems returns what is wrong with the questions of one file, without a look at their programs.
func quizProblems(questions []Question) []error {
	if len(questions) == 0 {
		return []error{errors.New("expected at least one [[question]]")}
	}
	var bad []error
	var ids []string
	for i, q := range questions {
		if !questionID.MatchString(q.ID) {
			bad = append(bad, fmt.Errorf("question %d: id %q: expected lower-case words joined by hyphens", i+1, q.ID))
		}
		if slices.Contains(ids, q.ID) {
			bad = append(bad, fmt.Errorf("question %s: expected an id that no other question of the lesson has", q.ID))
		}
		ids = append(ids, q.ID)
		for _, p := range q.problems() {
			bad = append(bad, fmt.Errorf("question %s: %w", q.ID, p))
		}
	}
	return bad
}

// problems returns what is wrong with a question and its options.
func (q Question) problems() []error {
	var bad []error
	if !q.hasProgram() {
		bad = append(bad, fmt.Errorf("program %q: expected the folder of a main.go below the repo's root, with slashes", q.Program))
	}
	if !slices.Contains([]QuestionKind{Prints, Schedules, Waits, Races}, q.Kind) {
		return append(bad, fmt.Errorf("kind %q: expected %s, %s, %s or %s", q.Kind, Prints, Schedules, Waits, Races))
	}
	if !q.Ask.complete() {
		bad = append(bad, errors.New("ask: expected a text in en and in ko"))
	}
	if n := len(q.Options); n < minOptions || n > maxOptions {
		bad = append(bad, fmt.Errorf("expected %d to %d options, found %d", minOptions, maxOptions, n))
	}
	right := 0
	var keys []string
	for i, o := range q.Options {
		if o.Right {
			right++
		}
		for _, p := range o.problems(q.Kind) {
			bad = append(bad, fmt.Errorf("option %d: %w", i+1, p))
		}
		if key := o.key(q.Kind); slices.Contains(keys, key) {
			bad = append(bad, fmt.Errorf("option %d: %q: expected what no other option has", i+1, key))
		} else if key != "" {
			keys = append(keys, key)
		}
	}
	if right != 1 {
		return append(bad, fmt.Errorf("expected exactly one option with right = true, found %d", right))
	}
	return append(bad, q.possibleProblems()...)
}

// hasProgram reports whether the name of the program's folder is one below the repo's root.
func (q Question) hasProgram() bool { return fs.ValidPath(q.Program) && q.Program != "." }

// possibleProblems returns the wrong options of kind Schedules that would be right, too.
func (q Question) possibleProblems() []error {
	var bad []error
	right := q.Options[q.RightOption()].Possible
	for i, o := range q.Options {
		if !o.Right && o.Possible != nil && right != nil && *o.Possible == *right {
			bad = append(bad, fmt.Errorf("option %d: possible = %t like the right option: expected %t", i+1, *right, !*right))
		}
	}
	return bad
}

// problems returns what is wrong with an option of a question of the kind.
func (o Option) problems(kind QuestionKind) []error {
	var bad []error
	if !o.Text.complete() {
		bad = append(bad, errors.New("text: expected a text in en and in ko"))
	}
	if !o.Why.complete() {
		bad = append(bad, errors.New("why: expected a text in en and in ko"))
	}
	keys := []struct {
		name  string
		has   bool
		kinds []QuestionKind // the kinds whose options have the key
	}{
		{"prints", o.Prints != nil, []QuestionKind{Prints}},
		{"line", o.Line != "", []QuestionKind{Waits, Races}},
		{"test", o.Test != "", []QuestionKind{Schedules}},
		{"possible", o.Possible != nil, []QuestionKind{Schedules}},
	}
	for _, k := range keys {
		if wanted := slices.Contains(k.kinds, kind); wanted && !k.has {
			bad = append(bad, fmt.Errorf("expected %s in a question of kind %s", k.name, kind))
		} else if !wanted && k.has {
			bad = append(bad, fmt.Errorf("%s: expected no such key in a question of kind %s", k.name, kind))
		}
	}
	return bad
}

// key returns what distinguishes an option from the others of a question of the kind, or "" if it is missing.
func (o Option) key(kind QuestionKind) string {
	switch {
	case kind == Schedules:
		return o.Test
	case kind == Prints && o.Prints != nil:
		return "prints " + *o.Prints
	}
	return strings.TrimSpace(o.Line)
}

// complete reports whether the text exists in both languages.
func (t Text) complete() bool { return strings.TrimSpace(t.En) != "" && strings.TrimSpace(t.Ko) != "" }
