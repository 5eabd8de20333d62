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

// The folders of the repairs and the answers, relative to the repo's root.
const (
	repairsDir = "checker/internal/verify/testdata/repairs"
	answersDir = "checker/internal/verify/testdata/answers"
)

// Proof returns the trials that check the lessons: each start, each solution and each state between them. repo is
// the repo's tree.
func Proof(c *course.Course, repo fs.FS) ([]Trial, error) {
	var out []Trial
	for _, l := range c.Lessons {
		start, err := StartTrial(c, l)
		if err != nil {
			return nil, err
		}
		out = append(out, start)
		solved, err := fs.ReadFile(repo, l.Solution())
		if err != nil {
			return nil, fmt.Errorf("solution of %s: %w", l.ID, err)
		}
		out = append(out, Trial{Kind: Solution, Lesson: l, Name: "solution", Source: solved, Steps: expectAll(l.Steps, outcome.Pass)})
		repairs, err := repairTrials(l, repo)
		if err != nil {
			return nil, err
		}
		out = append(out, repairs...)
	}
	return out, nil
}

// StartTrial returns the trial of a lesson's start, in which every step must be red.
func StartTrial(c *course.Course, l course.Lesson) (Trial, error) {
	src, err := c.Start(l)
	return Trial{Kind: Start, Lesson: l, Name: "start", Source: src, Steps: expectAll(l.Steps, outcome.Fail)}, err
}

// expectAll expects the same verdict of all steps.
func expectAll(steps []course.Step, want outcome.Status) []ExpectedVerdict {
	out := make([]ExpectedVerdict, len(steps))
	for i, s := range steps {
		out[i] = ExpectedVerdict{s, want}
	}
	return out
}

// repairTrials returns the trials of the states between start and solution. In state k the steps up to k must be green and the later steps red.
func repairTrials(l course.Lesson, repo fs.FS) ([]Trial, error) {
	var out []Trial
	for k, s := range l.Steps {
		name := fmt.Sprintf("%02d-%s", k+1, s.ID)
		src, err := fs.ReadFile(repo, path.Join(repairsDir, l.ID, name+".go"))
		if s.ProgramStep && errors.Is(err, fs.ErrNotExist) {
			continue // a program step has no repair of its own
		}
		if err != nil {
			return nil, fmt.Errorf("repair of %s: %w", l.StepID(s), err)
		}
		var steps []ExpectedVerdict
		for i, other := range l.Steps {
			switch {
			case i <= k:
				steps = append(steps, ExpectedVerdict{other, outcome.Pass})
			case !other.ProgramStep:
				steps = append(steps, ExpectedVerdict{other, outcome.Fail})
			}
		}
		out = append(out, Trial{Kind: Repair, Lesson: l, Name: name, Source: src, Steps: steps})
	}
	return out, nil
}

// Bank returns the trials of the bank's answers. A right answer must pass every step of its lesson. A wrong answer must fail the steps that its
// first line names.
func Bank(c *course.Course, repo fs.FS) ([]Trial, error) {
	var out []Trial
	for _, l := range c.Lessons {
		for _, kind := range []Kind{Right, Wrong} {
			names, err := fs.Glob(repo, path.Join(answersDir, l.ID, string(kind), "*.go"))
			if err != nil {
				return nil, err
			}
			for _, name := range names {
				t, err := readAnswer(l, kind, repo, name)
				if err != nil {
					return nil, fmt.Errorf("%s: %w", name, err)
				}
				out = append(out, t)
			}
		}
	}
	return out, nil
}

// readAnswer returns the trial of one answer. The answer's first line is "// right" or "// wrong: STEP…".
func readAnswer(l course.Lesson, kind Kind, repo fs.FS, name string) (Trial, error) {
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
		t.Steps = expectAll(l.Steps, outcome.Pass)
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
		t.Steps = append(t.Steps, ExpectedVerdict{l.Steps[i], outcome.Fail})
	}
	if len(t.Steps) == 0 {
		return Trial{}, errors.New("first line: names no step")
	}
	return t, nil
}
