package course

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Choice is a lesson and the selected ones of its steps.
type Choice struct {
	Lesson Lesson
	Steps  []Step
}

// UnknownName is the error for a name that matches no lesson and no step.
type UnknownName struct {
	Name string
	Near []string // similar names, the best first; may be empty
}

func (e *UnknownName) Error() string { return fmt.Sprintf("no lesson or step %q", e.Name) }

// AmbiguousName is the error for a step name that several lessons have.
type AmbiguousName struct {
	Name string
	Full []string // the full names of these steps
}

func (e *AmbiguousName) Error() string {
	return fmt.Sprintf("%q is the name of several steps", e.Name)
}

// Choose returns the steps that names select. A name can be 1, 01, 01-race, race, 01-race/map-race, 1/map-race or map-race. No names select
// everything. The result is in the order of the course, and each lesson and step appears once.
func Choose(lessons []Lesson, names []string) ([]Choice, error) {
	if len(names) == 0 {
		return allChoices(lessons), nil
	}
	wanted := map[string]bool{}
	for _, name := range names {
		ids, err := matchName(lessons, name)
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			wanted[id] = true
		}
	}
	var out []Choice
	for _, c := range allChoices(lessons) {
		c.Steps = slices.DeleteFunc(slices.Clone(c.Steps), func(s Step) bool { return !wanted[c.Lesson.StepID(s)] })
		if len(c.Steps) > 0 {
			out = append(out, c)
		}
	}
	return out, nil
}

func allChoices(lessons []Lesson) []Choice {
	out := make([]Choice, len(lessons))
	for i, l := range lessons {
		out[i] = Choice{l, l.Steps}
	}
	return out
}

// matchName returns the full ids of the steps that one name selects.
func matchName(lessons []Lesson, raw string) ([]string, error) {
	name := strings.TrimSuffix(strings.TrimPrefix(strings.ReplaceAll(strings.ToLower(raw), `\`, "/"), "./"), "/")
	name = strings.TrimPrefix(name, "lessons/")
	lessonPart, stepPart, both := strings.Cut(name, "/")
	var ids []string
	for _, l := range lessons {
		isLesson := l.isCalled(lessonPart)
		for _, s := range l.Steps {
			if both && isLesson && s.isCalled(stepPart) || !both && (isLesson || s.isCalled(name)) {
				ids = append(ids, l.StepID(s))
			}
		}
		if !both && isLesson {
			return ids[len(ids)-len(l.Steps):], nil
		}
	}
	switch {
	case len(ids) == 0:
		return nil, &UnknownName{raw, suggestions(lessons, name)}
	case len(ids) > 1:
		return nil, &AmbiguousName{raw, ids}
	}
	return ids, nil
}

// Number returns the lesson's number as its id begins with it, such as "01".
func (l Lesson) Number() string {
	number, _, _ := strings.Cut(l.ID, "-")
	return number
}

func (l Lesson) isCalled(name string) bool {
	_, word, _ := strings.Cut(l.ID, "-")
	if n, err := strconv.Atoi(name); err == nil {
		m, err := strconv.Atoi(l.Number())
		return err == nil && n == m
	}
	return name == l.ID || name == word
}

func (s Step) isCalled(name string) bool { return s.ID == name || slices.Contains(s.Was, name) }

// suggestions returns up to three names of lessons and steps that are similar to a wrong name.
func suggestions(lessons []Lesson, name string) []string {
	var names []string
	for _, l := range lessons {
		names = append(names, l.ID)
		for _, s := range l.Steps {
			names = append(names, l.StepID(s))
		}
	}
	return Closest(names, name)
}

// Closest returns up to three of names whose edit distance to name is small, the closest first. Of a name with a slash, the part after the
// slash is also compared.
func Closest(names []string, name string) []string {
	type scored struct {
		name string
		d    int
	}
	var found []scored
	for _, n := range names {
		d := editDistance(n, name)
		if _, tail, ok := strings.Cut(n, "/"); ok {
			d = min(d, editDistance(tail, name))
		}
		if _, tail, ok := strings.Cut(n, "-"); ok && !strings.Contains(n, "/") {
			d = min(d, editDistance(tail, name))
		}
		if d <= max(1, len(name)/3) {
			found = append(found, scored{n, d})
		}
	}
	slices.SortStableFunc(found, func(a, b scored) int { return a.d - b.d })
	var out []string
	for _, f := range found[:min(3, len(found))] {
		out = append(out, f.name)
	}
	return out
}

// editDistance returns the number of runes to insert, delete or replace to turn a into b (Wagner and Fischer, 1974).
func editDistance(a, b string) int {
	ra, rb := []rune(a), []rune(b)
	row := make([]int, len(rb)+1)
	for j := range row {
		row[j] = j
	}
	for i, x := range ra {
		diag := row[0]
		row[0] = i + 1
		for j, y := range rb {
			cost := 1
			if x == y {
				cost = 0
			}
			diag, row[j+1] = row[j+1], min(row[j+1]+1, row[j]+1, diag+cost)
		}
	}
	return row[len(rb)]
}
