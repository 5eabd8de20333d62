// Package course is the lessons as data: the content of each lesson.toml, the lessons' original files, and which one file of each lesson
// belongs to the student.
//
// Its input is a tree like lessons/01-race/lesson.toml. It does not know how a lesson is run.
package course

import (
	"cmp"
	"path"
	"slices"
	"strings"
)

// Text is a text in the two languages of the workshop.
type Text struct {
	En string `toml:"en"`
	Ko string `toml:"ko"`
}

// In returns the Korean text for "ko", and the English text for every other language.
func (t Text) In(lang string) string {
	if lang == "ko" {
		return t.Ko
	}
	return t.En
}

// Step is one thing to repair. Its test fails until the student has repaired it.
type Step struct {
	ID          string   `toml:"id"`       // stable, and unique within the lesson: "map-race"
	Test        string   `toml:"test"`     // the top-level test function that judges it
	Func        string   `toml:"func"`     // the student's function that the step is about, or "": shown where a finding names only a line of the tests
	Scenario    string   `toml:"scenario"` // the test that the exploring run explores, or ""
	Points      int      `toml:"points"`
	ProgramStep bool     `toml:"finale"` // the step runs the lesson's program: it is green when everything that the program uses is right, and has no repair of its own
	Was         []string `toml:"was"`    // earlier ids, so that progress is kept after a rename
	Title       Text     `toml:"title"`
	Proves      Text     `toml:"proves"` // what a green test has shown, whatever the answer's design
	Why         Text     `toml:"why"`    // how the solution does it, and why that works: follows the heading that says so
	Hints       []Text   `toml:"hint"`   // three hints: where to look, which idea helps, almost the answer
}

// Lesson is a broken program and the steps that repair it, in order.
type Lesson struct {
	ID      string   `toml:"-"`    // its directory's name: "01-race"
	File    string   `toml:"file"` // the one file that the student edits
	Minutes int      `toml:"minutes"`
	Imports []string `toml:"imports"` // the packages that the file may import, if they are fewer than in other lessons
	Teaches []string `toml:"teaches"` // the patterns of mistakes (package blame) that this lesson is about
	Title   Text     `toml:"title"`
	Goal    Text     `toml:"goal"`
	Demo    Demo     `toml:"demo"`
	Steps   []Step   `toml:"step"`
}

// Demo is the one bug of a lesson that `checker demo` explains and draws.
type Demo struct {
	Step     string `toml:"step"`     // the id of the step that is about the bug
	Scenario string `toml:"scenario"` // the test whose schedules are drawn, or "": that of the step
}

// DemoStep returns the step that `checker demo` shows, with the scenario to draw. Without a demo of its own, a lesson shows its first step with a scenario.
func (l Lesson) DemoStep() Step {
	for _, s := range l.Steps {
		if s.ID == l.Demo.Step {
			s.Scenario = cmp.Or(l.Demo.Scenario, s.Scenario)
			return s
		}
	}
	return l.Steps[max(0, slices.IndexFunc(l.Steps, func(s Step) bool { return s.Scenario != "" }))]
}

// Dir returns the lesson's folder below the repo's root, with slashes.
func (l Lesson) Dir() string { return path.Join("lessons", l.ID) }

// Path returns the student's file below the repo's root, with slashes.
func (l Lesson) Path() string { return path.Join(l.Dir(), l.File) }

// Solution returns the repaired file below the repo's root, with slashes.
func (l Lesson) Solution() string { return path.Join("solutions", l.ID, l.File) }

// StepID returns a step's full name, "01-race/map-race".
func (l Lesson) StepID(s Step) string { return l.ID + "/" + s.ID }

// Points returns the sum of the steps' points.
func (l Lesson) Points() int {
	sum := 0
	for _, s := range l.Steps {
		sum += s.Points
	}
	return sum
}

// WasIDs returns the full names that a step had earlier.
func (l Lesson) WasIDs(s Step) []string {
	out := make([]string, len(s.Was))
	for i, old := range s.Was {
		out[i] = l.ID + "/" + old
		if strings.Contains(old, "/") {
			out[i] = old // the step was part of another lesson
		}
	}
	return out
}

// ShortID returns a step's id without the name of its lesson.
func ShortID(id string) string {
	_, short, ok := strings.Cut(id, "/")
	if !ok {
		return id
	}
	return short
}

// Teaching returns the id of the lesson that teaches what a pattern of mistakes is about, or "".
func (c *Course) Teaching(pattern string) string {
	for _, l := range c.Lessons {
		if slices.Contains(l.Teaches, pattern) {
			return l.ID
		}
	}
	return ""
}

// NameOf returns the shortest name under which a step can be asked for: its own id, or the full one where the own id stands for something else, too.
func (c *Course) NameOf(id string) string {
	if ids, err := matchName(c.Lessons, ShortID(id)); err != nil || !slices.Equal(ids, []string{id}) {
		return id
	}
	return ShortID(id)
}
