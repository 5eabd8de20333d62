package cli

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"path/filepath"
	"strings"

	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/report"
	"sharedmap-workshop/checker/internal/web/arena"
)

// playAddress returns the address at which a step of the page is played.
func playAddress(l course.Lesson, step course.Step) string { return arena.Path + l.StepID(step) }

// arenaOptions say that the steps that have a scenario can be played on the page.
func (a *app) arenaOptions(root string) arena.Options {
	return arena.Options{
		Lang:   a.say.Lang(),
		Levels: a.levels,
		Open: func(ctx context.Context, id, lang string) (*arena.Scenario, error) {
			quiet := *a // what it says goes to the page
			quiet.say = msg.New(lang)
			return quiet.openLevel(ctx, root, id)
		},
		Version: func(id string) string {
			l, _, ok := a.stepOf(id)
			if !ok {
				return ""
			}
			src, err := course.ReadStudent(root, l)
			if err != nil {
				return err.Error()
			}
			sum := sha256.Sum256(src)
			return hex.EncodeToString(sum[:])
		},
	}
}

// levels returns the steps that have a scenario.
func (a *app) levels(lang string) []arena.Level {
	var out []arena.Level
	for _, l := range a.course.Lessons {
		for _, s := range l.Steps {
			if s.Scenario != "" {
				out = append(out, arena.Level{ID: l.StepID(s), Title: s.Title.In(lang), Group: l.ID, Back: path.Join("/lesson", l.ID)})
			}
		}
	}
	return out
}

// stepOf returns the step that a level plays.
func (a *app) stepOf(id string) (course.Lesson, course.Step, bool) {
	for _, l := range a.course.Lessons {
		for _, s := range l.Steps {
			if l.StepID(s) == id && s.Scenario != "" {
				return l, s, true
			}
		}
	}
	return course.Lesson{}, course.Step{}, false
}

// openLevel builds the scenario of a step with the student's file as it is now. The error is an *arena.Problem if the student can mend it.
func (a *app) openLevel(ctx context.Context, root, id string) (*arena.Scenario, error) {
	l, step, ok := a.stepOf(id)
	if !ok {
		return nil, fmt.Errorf("no step %q", id)
	}
	src, fault := course.ReadStudent(root, l)
	if fault != nil {
		return nil, &arena.Problem{Text: report.FileWords(fault, l.Path(), a.say)}
	}
	s, err := a.buildStep(ctx, root, l, step)
	if err != nil {
		if why := a.notExplorable(err); why != "" {
			return nil, &arena.Problem{Text: strings.ReplaceAll(why, root+string(filepath.Separator), "")} // files as the rest of the page names them
		}
		return nil, err
	}
	return &arena.Scenario{
		Replay: s.replay, Close: s.Close,
		Search: func(ctx context.Context, all bool) (*explore.Result, error) {
			if all {
				x := s.search(ctx, true)
				return x.result, x.err
			}
			return a.searchLevel(ctx, s)
		},
		Source: linesOf(a.course.Tree(l, src), l.Dir()),
	}, nil
}

// searchLevel searches for a schedule that breaks. The error is an *arena.Problem that says why if the scenario cannot be explored.
func (a *app) searchLevel(ctx context.Context, s *playable) (*explore.Result, error) {
	var why bytes.Buffer
	quiet := *a
	quiet.Stdout, quiet.Stderr = &why, io.Discard
	known, ok, err := quiet.searchFirst(ctx, s)
	if errors.Is(err, errRed) || err == nil && !ok {
		return nil, &arena.Problem{Text: why.String()}
	}
	return known.Search, err
}

// linesOf returns a function that returns the lines of a file of one folder, or nil where there is no such file.
func linesOf(tree fs.FS, dir string) func(string) []string {
	return func(file string) []string {
		b, err := fs.ReadFile(tree, path.Join(dir, path.Base(filepath.ToSlash(file))))
		if err != nil {
			return nil
		}
		return strings.Split(string(b), "\n")
	}
}
