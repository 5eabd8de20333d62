package course

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Choice is a lesson and those of its steps that were asked for.
type Choice struct {
	Lesson Lesson
	Steps  []Step
}

// UnknownName is the error for a name that no lesson and no step has.
type UnknownName struct {
	Name string
	Near []string // what may have been meant, best first; may be empty
}

func (e *UnknownName) Error() string { return fmt.Sprintf("no lesson or step %q", e.Name) }

// AmbiguousName is the error for a bare step name that several lessons have.
type AmbiguousName struct {
	Name string
	Full []string // the full names it may stand for
}

func (e *AmbiguousName) Error() string {
	return fmt.Sprintf("%q is the name of several steps", e.Name)
}

// Choose finds what a person named: 1, 01, 01-race, race, 01-race/map-race, 1/map-race or map-race. No name means
// everything. The result is in the course's order, each lesson and step once.
func Choose(lessons []Lesson, names []string) ([]Choice, error) {
	if len(names) == 0 {
		return all(lessons), nil
	}
	wanted := map[string]bool{}
	for _, name := range names {
		ids, err := match(lessons, name)
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			wanted[id] = true
		}
	}
	var out []Choice
	for _, c := range all(lessons) {
		c.Steps = slices.DeleteFunc(slices.Clone(c.Steps), func(s Step) bool { return !wanted[c.Lesson.StepID(s)] })
		if len(c.Steps) > 0 {
			out = append(out, c)
		}
	}
	return out, nil
}

func all(lessons []Lesson) []Choice {
	out := make([]Choice, len(lessons))
	for i, l := range lessons {
		out[i] = Choice{l, l.Steps}
	}
	return out
}

// match returns the full ids of the steps that one name stands for.
func match(lessons []Lesson, raw string) ([]string, error) {
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
		return nil, &UnknownName{raw, near(lessons, name)}
	case len(ids) > 1:
		return nil, &AmbiguousName{raw, ids}
	}
	return ids, nil
}

func (l Lesson) isCalled(name string) bool {
	num, word, _ := strings.Cut(l.ID, "-")
	if n, err := strconv.Atoi(name); err == nil {
		m, err := strconv.Atoi(num)
		return err == nil && n == m
	}
	return name == l.ID || name == word
}

func (s Step) isCalled(name string) bool { return s.ID == name || slices.Contains(s.Was, name) }

// near lists up to three names close to a wrong one.
func near(lessons []Lesson, name string) []string {
	var names []string
	for _, l := range lessons {
		names = append(names, l.ID)
		for _, s := range l.Steps {
			names = append(names, l.StepID(s))
		}
	}
	return Near(names, name)
}

// Near returns up to three of names that are close to name in Levenshtein's distance, the closest first. A name with
// a slash is also compared by what stands after it.
func Near(names []string, name string) []string {
	type scored struct {
		name string
		d    int
	}
	var found []scored
	for _, n := range names {
		d := distance(n, name)
		if _, tail, ok := strings.Cut(n, "/"); ok {
			d = min(d, distance(tail, name))
		}
		if _, tail, ok := strings.Cut(n, "-"); ok && !strings.Contains(n, "/") {
			d = min(d, distance(tail, name))
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

// distance is the number of runes to insert, delete or replace to turn a into b (Wagner and Fischer, 1974).
func distance(a, b string) int {
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
