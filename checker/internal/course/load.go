package course

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
)

// Load reads every lesson below lessons/ in fsys, in the order of the folders' names. An error names the file and the wrong key.
func Load(fsys fs.FS) ([]Lesson, error) {
	names, err := fs.Glob(fsys, "lessons/*/lesson.toml")
	if err != nil {
		return nil, fmt.Errorf("find lessons: %w", err)
	}
	if len(names) == 0 {
		return nil, errors.New("find lessons: no lessons/*/lesson.toml")
	}
	lessons := make([]Lesson, 0, len(names))
	for _, name := range names {
		l, err := loadOne(fsys, name)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		lessons = append(lessons, l)
	}
	return lessons, nil
}

func loadOne(fsys fs.FS, name string) (Lesson, error) {
	l := Lesson{ID: path.Base(path.Dir(name))}
	meta, err := toml.DecodeFS(fsys, name, &l)
	if err != nil {
		return Lesson{}, err
	}
	if extra := meta.Undecoded(); len(extra) > 0 {
		return Lesson{}, fmt.Errorf("unknown key %q", extra[0])
	}
	return l, errors.Join(l.problems()...)
}

// problems returns what is wrong with a lesson's data, such as a step without a test or a text without its Korean.
func (l Lesson) problems() []error {
	var bad []error
	lacks := func(where string, t Text) {
		if strings.TrimSpace(t.En) == "" || strings.TrimSpace(t.Ko) == "" {
			bad = append(bad, fmt.Errorf("%s: needs a text in en and in ko", where))
		}
	}
	lacks("title", l.Title)
	lacks("goal", l.Goal)
	if l.File == "" || l.Minutes <= 0 || len(l.Steps) == 0 {
		bad = append(bad, errors.New("needs file, minutes and at least one step"))
	}
	if d := l.Demo; d.Scenario != "" && d.Step == "" || d.Step != "" && l.DemoStep().ID != d.Step {
		bad = append(bad, fmt.Errorf("demo: there is no step %q", d.Step))
	}
	for _, pkg := range l.Imports {
		if !slices.Contains(allowedImports, pkg) {
			bad = append(bad, fmt.Errorf("imports: no lesson may allow %q", pkg))
		}
	}
	var ids []string
	for _, s := range l.Steps {
		where := "step " + s.ID
		lacks(where+": title", s.Title)
		lacks(where+": proves", s.Proves)
		lacks(where+": why", s.Why)
		for i, h := range s.Hints {
			lacks(fmt.Sprintf("%s: hint %d", where, i+1), h)
		}
		if len(s.Hints) != 3 {
			bad = append(bad, fmt.Errorf("%s: needs three hints, has %d", where, len(s.Hints)))
		}
		if s.ID == "" || s.Test == "" || s.Points <= 0 {
			bad = append(bad, fmt.Errorf("%s: needs id, test and points", where))
		}
		if slices.Contains(ids, s.ID) {
			bad = append(bad, fmt.Errorf("%s: stands twice", where))
		}
		ids = append(ids, s.ID)
	}
	return bad
}
