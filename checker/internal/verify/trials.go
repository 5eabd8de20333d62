package verify

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/outcome"
)

// Where the repairs and the answers lie below the repo's root.
const (
	repairsDir = "checker/internal/verify/testdata/repairs"
	answersDir = "checker/internal/verify/testdata/answers"
)

// Proof returns the trials that prove the lessons: each start, each solution and each state of its repair. repo is
// the repo's tree.
func Proof(c *course.Course, repo fs.FS) ([]Trial, error) {
	var out []Trial
	for _, l := range c.Lessons {
		start, err := StartOf(c, l)
		if err != nil {
			return nil, err
		}
		out = append(out, start)
		solved, err := fs.ReadFile(repo, l.Solution())
		if err != nil {
			return nil, fmt.Errorf("solution of %s: %w", l.ID, err)
		}
		out = append(out, Trial{Kind: Solution, Lesson: l, Name: "solution", Source: solved, Steps: expect(l.Steps, outcome.Pass)})
		repairs, err := repairTrials(l, repo)
		if err != nil {
			return nil, err
		}
		out = append(out, repairs...)
	}
	return out, nil
}

// StartOf returns the trial of a lesson's start: every step is red.
func StartOf(c *course.Course, l course.Lesson) (Trial, error) {
	src, err := c.Start(l)
	return Trial{Kind: Start, Lesson: l, Name: "start", Source: src, Steps: expect(l.Steps, outcome.Fail)}, err
}

func expect(steps []course.Step, want outcome.Status) []Expected {
	out := make([]Expected, len(steps))
	for i, s := range steps {
		out[i] = Expected{s, want}
	}
	return out
}

// repairTrials returns the states between start and solution. In state k the steps up to k are green, and those after it are still red.
func repairTrials(l course.Lesson, repo fs.FS) ([]Trial, error) {
	var out []Trial
	for k, s := range l.Steps {
		name := fmt.Sprintf("%02d-%s", k+1, s.ID)
		src, err := fs.ReadFile(repo, path.Join(repairsDir, l.ID, name+".go"))
		if s.Finale && errors.Is(err, fs.ErrNotExist) {
			continue // a finale has no repair of its own
		}
		if err != nil {
			return nil, fmt.Errorf("repair of %s: %w", l.StepID(s), err)
		}
		var steps []Expected
		for i, other := range l.Steps {
			switch {
			case i <= k:
				steps = append(steps, Expected{other, outcome.Pass})
			case !other.Finale:
				steps = append(steps, Expected{other, outcome.Fail})
			}
		}
		out = append(out, Trial{Kind: Repair, Lesson: l, Name: name, Source: src, Steps: steps})
	}
	return out, nil
}

// Bank returns the answers' trials: the right ones against every step of their lesson, the wrong ones against those that must
// refuse them.
func Bank(c *course.Course, repo fs.FS) ([]Trial, error) {
	var out []Trial
	for _, l := range c.Lessons {
		for _, kind := range []Kind{Right, Wrong} {
			names, err := fs.Glob(repo, path.Join(answersDir, l.ID, string(kind), "*.go"))
			if err != nil {
				return nil, err
			}
			for _, name := range names {
				t, err := answer(l, kind, repo, name)
				if err != nil {
					return nil, fmt.Errorf("%s: %w", name, err)
				}
				out = append(out, t)
			}
		}
	}
	return out, nil
}

// answer reads one answer and its first line: "// right", or "// wrong: STEP…".
func answer(l course.Lesson, kind Kind, repo fs.FS, name string) (Trial, error) {
	src, err := fs.ReadFile(repo, name)
	if err != nil {
		return Trial{}, err
	}
	t := Trial{Kind: kind, Lesson: l, Name: strings.TrimSuffix(path.Base(name), ".go"), Source: src}
	first, _, _ := strings.Cut(string(src), "\n")
	first = strings.TrimSpace(first)
	if kind == Right {
		if first != "// right" {
			return Trial{}, fmt.Errorf("first line: want %q, got %q", "// right", first)
		}
		t.Steps = expect(l.Steps, outcome.Pass)
		return t, nil
	}
	rest, ok := strings.CutPrefix(first, "// wrong: ")
	if !ok {
		return Trial{}, fmt.Errorf("first line: want %q, got %q", "// wrong: STEP", first)
	}
	for _, id := range strings.Fields(rest) {
		i := slices.IndexFunc(l.Steps, func(s course.Step) bool { return s.ID == id })
		if i < 0 {
			return Trial{}, fmt.Errorf("first line: lesson %s has no step %q", l.ID, id)
		}
		t.Steps = append(t.Steps, Expected{l.Steps[i], outcome.Fail})
	}
	if len(t.Steps) == 0 {
		return Trial{}, errors.New("first line: names no step")
	}
	return t, nil
}
