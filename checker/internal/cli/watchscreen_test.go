package cli_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/cli"
	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/gotest"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/outcome"
	"sharedmap-workshop/checker/internal/report"
	"sharedmap-workshop/checker/internal/term"
	"sharedmap-workshop/checker/internal/watch"
)

// watched is a file that a student may save.
type watched struct {
	lesson course.Lesson
	name   string
	source []byte
}

// watchedFiles returns the starts, and of each lesson's half repaired and wrong files every nth; the same ones in every run.
func watchedFiles(t *testing.T, c *course.Course, nth int) []watched {
	t.Helper()
	var out []watched
	for _, l := range c.Lessons {
		start, err := c.Start(l)
		require.NoError(t, err)
		out = append(out, watched{l, "start", start})
		var names []string
		for _, pattern := range []string{"repairs/" + l.ID + "/*.go", "answers/" + l.ID + "/wrong/*.go"} {
			found, err := filepath.Glob(filepath.Join("../verify/testdata", pattern))
			require.NoError(t, err)
			require.NotEmpty(t, found)
			names = append(names, found...)
		}
		for i := 1; i < len(names); i += nth {
			b, err := os.ReadFile(names[i])
			require.NoError(t, err)
			out = append(out, watched{l, names[i], b})
		}
	}
	return out
}

// TestTheRedStepIsOnTheScreen runs files as watch does and looks at the screen of 80 columns and 24 lines: the red step, its reason, the student's
// own line, what to do next and the keys are on it. WATCH_SCREENS=1 tries every file (WATCH_SCREENS=50 every fiftieth), and WATCH_SHOW=1 prints the screens.
func TestTheRedStepIsOnTheScreen(t *testing.T) {
	nth := 1000 // the starts, and a half repaired file of each lesson
	if n, err := strconv.Atoi(os.Getenv("WATCH_SCREENS")); err == nil {
		nth = n
	} else if os.Getenv("WORKSHOP_LONG") == "" {
		t.Skip("takes long: WORKSHOP_LONG=1")
	}
	c, err := course.Published()
	require.NoError(t, err)
	files := watchedFiles(t, c, nth)
	root := cloneFolder(t)
	require.NoError(t, copyRepo(c, root))
	for i, f := range files {
		for j, lang := range msg.Langs() {
			if i%2 != j && os.Getenv("WATCH_SCREENS") == "" {
				continue // each file in one language: the whole takes minutes
			}
			race, whole := runWatched(t, c, root, lang, f)
			name := fmt.Sprintf("%s %s %s", f.lesson.ID, filepath.Base(f.name), lang)
			for _, rows := range []int{24, 30, 45} {
				style := term.Style{Live: true, Column: 80}
				v := watch.View{Lesson: f.lesson, Verdict: &whole, Number: 1, Columns: 80, Rows: rows, Saved: time.Now()}
				checkScreen(t, name, cli.WatchScreen(lang, root, style, v), rows, whole.Lesson, f, lang)
				v.TurnedRed = []watch.TurnedRed{{Step: f.lesson.Steps[0], Save: time.Now()}}
				v.NewlyPassed = f.lesson.Steps[1:3]
				checkScreen(t, name+" changed", cli.WatchScreen(lang, root, style, v), rows, whole.Lesson, f, lang)
				v.RaceVerdict, v.Busy, v.Done = &race, true, len(race.Steps)
				checkScreen(t, name+" race", cli.WatchScreen(lang, root, style, v), rows, race, f, lang)
			}
		}
	}
}

// runWatched returns the verdicts of the race run and of both runs.
func runWatched(t *testing.T, c *course.Course, root, lang string, f watched) (race outcome.Lesson, whole watch.Result) {
	t.Helper()
	b, err := gotest.NewBuilder(root, c)
	require.NoError(t, err)
	defer func() { require.NoError(t, b.Close()) }()
	b.Lang, b.RaceFirst = lang, true
	file, err := b.Write(f.lesson.File, f.source)
	require.NoError(t, err)
	own := course.Overlaid(os.DirFS(root), f.lesson.Path(), f.source)
	require.NoError(t, os.WriteFile(filepath.Join(root, f.lesson.Path()), f.source, 0o600))
	events := make(chan gotest.Event)
	ended := make(chan error, 1)
	var results []gotest.LessonResult
	go func() {
		var err error
		results, err = b.RunAll(context.WithoutCancel(t.Context()), []gotest.Work{{Source: gotest.Source{Lesson: f.lesson, File: file}, Steps: f.lesson.Steps}}, events)
		ended <- err
	}()
	race.Lesson = f.lesson
	for e := range events {
		if e.Step != nil {
			race.Steps = append(race.Steps, outcome.JudgeRace(f.lesson, e.Step.Result, own))
		}
	}
	require.NoError(t, <-ended)
	slices.SortFunc(race.Steps, func(x, y outcome.Step) int { return index(f.lesson, x) - index(f.lesson, y) })
	return race, watch.Result{Lesson: outcome.Judge(results[0], own), Source: f.source}
}

func index(l course.Lesson, s outcome.Step) int {
	return slices.IndexFunc(l.Steps, func(x course.Step) bool { return x.ID == s.Step.ID })
}

var excerptRow = regexp.MustCompile(`^[ >]*(\d+) (.*)$`)

// checkScreen looks for everything that has to be on a screen.
func checkScreen(t *testing.T, name string, lines []string, rows int, r outcome.Lesson, f watched, lang string) {
	t.Helper()
	text := strings.Join(lines, "\n")
	if os.Getenv("WATCH_SHOW") != "" {
		t.Logf("%s, %d rows:\n%s\n", name, rows, text)
	}
	assert.LessOrEqual(t, len(lines), rows, "%s:\n%s", name, text)
	for _, line := range lines {
		assert.LessOrEqual(t, term.Width(line), 80, "%s: %s", name, line)
	}
	assert.Contains(t, lines[len(lines)-1], "[q]", "%s: the keys", name)
	i := slices.IndexFunc(r.Steps, func(s outcome.Step) bool { return s.Status == outcome.Fail })
	if i < 0 {
		return
	}
	s := r.Steps[i].Step
	assert.Contains(t, text, f.lesson.StepID(s), "%s: the red step", name)
	for _, word := range strings.Fields(s.Title.In(lang)) {
		assert.Contains(t, text, word, "%s: its title", name)
	}
	assert.Contains(t, text, f.lesson.Path(), "%s: what to do next", name)
	src := course.Overlaid(os.DirFS("../../.."), f.lesson.Path(), f.source)
	b, _ := report.NewBrief(term.Style{Column: 80}, msg.New(lang), report.New([]outcome.Lesson{r}, msg.New(lang), src))
	require.NotEmpty(t, b.Parts, name)
	for _, line := range b.Parts[0].Lines {
		assert.Contains(t, text, line, "%s: the reason", name)
	}
	if pointsAt(r, i, f.lesson.File) {
		assert.True(t, slices.ContainsFunc(lines, func(line string) bool { return isExcerpt(line, f.source) }), "%s: the student's own line:\n%s", name, text)
	}
}

// pointsAt reports whether a finding of a red step names a line of the student's file. A file that does not build always has one.
func pointsAt(r outcome.Lesson, i int, file string) bool {
	return slices.ContainsFunc(r.Steps[i].Findings, func(f goout.Finding) bool {
		return filepath.Base(f.File) == file && f.Line > 0 || len(f.Other) > 0 || len(f.Goroutines) > 0 ||
			slices.ContainsFunc(f.Accesses, func(a goout.Access) bool { return filepath.Base(a.File) == file })
	})
}

// isExcerpt reports whether a line of the screen shows a line of the source, with its number.
func isExcerpt(line string, source []byte) bool {
	for part := range strings.SplitSeq(line, "│") {
		m := excerptRow.FindStringSubmatch(strings.TrimRight(part, " "))
		if m == nil {
			continue
		}
		n, err := strconv.Atoi(m[1])
		all := strings.Split(string(source), "\n")
		code := strings.TrimSuffix(strings.TrimSpace(m[2]), "…")
		if err == nil && n >= 1 && n <= len(all) && code != "" && strings.HasPrefix(strings.TrimSpace(strings.ReplaceAll(all[n-1], "\t", "    ")), code) {
			return true
		}
	}
	return false
}
