package verify_test

import (
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/gotest"
	"sharedmap-workshop/checker/internal/outcome"
	"sharedmap-workshop/checker/internal/verify"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// long asks for what go test ./... has no time for; whole for all of it.
var (
	long  = os.Getenv("WORKSHOP_LONG") != ""
	whole = os.Getenv("WORKSHOP_LONG") == "whole"
)

// batchSize is the number of answers in one binary here, to save links. `checker verify --bank` builds one binary for each answer, as for a student's file.
const batchSize = 8

// How many answers the bank holds at least.
const (
	minRight = 12
	minWrong = 45
)

// try runs each trial once in the repo at root, in batches of batchSize, and fails the test for each wrong verdict. It returns the outcomes.
func try(t *testing.T, root string, c *course.Course, trials []verify.Trial, batchSize int) []verify.Outcome {
	t.Helper()
	b, err := gotest.NewBuilder(root, c)
	require.NoError(t, err)
	defer func() { require.NoError(t, b.Close()) }()
	outcomes := make(chan verify.Outcome)
	failed := make(chan error, 1)
	atOnce := 2 * runtime.NumCPU() // many answers only wait
	go func() {
		failed <- verify.Run(t.Context(), b, os.DirFS(root), trials, verify.Options{Times: 1, Parallel: atOnce, BatchSize: batchSize}, outcomes)
	}()
	var all []verify.Outcome
	for o := range outcomes {
		all = append(all, o)
		name := o.Trial.Lesson.ID + "/" + string(o.Trial.Kind) + "/" + o.Trial.Name
		if o.Build != nil {
			t.Errorf("%s does not compile:\n%s", name, o.Build.Output)
			continue
		}
		for _, s := range o.Steps {
			if s.Wrong() > 0 {
				t.Errorf("%s: step %s: want %s\n%s", name, s.Step.ID, s.Want, s.Sample)
			}
		}
	}
	require.NoError(t, <-failed)
	assert.Equal(t, len(trials), len(all))
	return all
}

func published(t *testing.T) *course.Course {
	t.Helper()
	c, err := course.Published()
	require.NoError(t, err)
	return c
}

const repo = "../../.."

func TestEveryRedIsHonestAndEveryGreenEarned(t *testing.T) {
	c := published(t)
	trials, err := verify.Proof(c, os.DirFS(repo))
	require.NoError(t, err)
	steps := 0
	for _, l := range c.Lessons {
		steps += len(l.Steps)
	}
	assert.GreaterOrEqual(t, len(trials), 2*len(c.Lessons)+steps-2, "a start, a solution and the states between")
	// checker verify, beside this in .ci/run, tries the states between too; the solutions are tried below, in a garbled clone.
	trials = slices.DeleteFunc(trials, func(trial verify.Trial) bool { return trial.Kind != verify.Start })
	try(t, root(t), c, trials, 1)
}

func TestTheBankIsJudgedAsItSays(t *testing.T) {
	c := published(t)
	trials, err := verify.Bank(c, os.DirFS(repo))
	require.NoError(t, err)
	count := map[verify.Kind]int{}
	for _, trial := range trials {
		count[trial.Kind]++
	}
	assert.GreaterOrEqual(t, count[verify.Right], minRight)
	assert.GreaterOrEqual(t, count[verify.Wrong], minWrong)
	trials = drawn(t, trials)
	trials = raceRunOnly(trials, func(i int, trial verify.Trial) bool {
		return trial.Kind == verify.Right && (!long || i%exploredOf != 0)
	})
	explained(t, try(t, root(t), c, trials, batchSize))
}

// drawn draws the answers that are tried here, for the time that hundreds take: a few of each lesson, more in the long run, and other ones each time.
// `checker verify --bank`, or WORKSHOP_LONG=whole, tries all; what fails here, fails there with --only and its name.
func drawn(t *testing.T, trials []verify.Trial) []verify.Trial {
	if whole {
		return trials
	}
	some := 36
	if long {
		some = 48
	}
	share := max(1, len(trials)/some)
	first := rand.IntN(share)
	var draw []verify.Trial
	for i := first; i < len(trials); i += share {
		draw = append(draw, trials[i])
	}
	t.Logf("%d of the bank's %d answers: each %dth from number %d on", len(draw), len(trials), share, first)
	return draw
}

// explained compares how the wrong answers' red runs are explained with what the answers say of themselves.
func explained(t *testing.T, outcomes []verify.Outcome) {
	t.Helper()
	score, err := verify.Score(outcomes)
	require.NoError(t, err)
	if whole {
		assert.GreaterOrEqual(t, score.Total, 40, "answers that end in a report")
		assert.GreaterOrEqual(t, score.Right*100, score.Total*95, "%+v", score.Missed)
	}
	for _, m := range score.Missed {
		assert.False(t, m.Confident, "explained wrongly: %+v", m)
	}
}

// exploredOf is of how many right answers one has its schedules tried here, in the long run.
const exploredOf = 10

// raceRunOnly leaves out the exploring run of some trials, where the race run's verdict must be the same, for the time that building its binaries takes:
// `checker verify` and `checker verify --bank` make it.
func raceRunOnly(trials []verify.Trial, some func(i int, trial verify.Trial) bool) []verify.Trial {
	for n, trial := range trials {
		for i := range trial.Steps {
			if some(n, trial) && trial.Steps[i].Want == outcome.Pass {
				trial.Steps[i].Step.Scenario = ""
			}
		}
	}
	return trials
}

// A student's clone has anything in lessons/: no verdict of ours may depend on it.
func TestGarbledLessonsChangeNoVerdict(t *testing.T) {
	c := published(t)
	all, err := verify.Proof(c, os.DirFS(repo))
	require.NoError(t, err)
	var trials []verify.Trial
	for _, trial := range all {
		if trial.Kind == verify.Solution {
			trials = append(trials, trial)
		}
	}
	garbled := t.TempDir()
	write := func(name, text string) {
		p := filepath.Join(garbled, filepath.FromSlash(name))
		require.NoError(t, os.MkdirAll(filepath.Dir(p), 0o755))
		require.NoError(t, os.WriteFile(p, []byte(text), 0o600))
	}
	write("go.mod", "module sharedmap-workshop\n\ngo 1.26\n")
	for _, name := range []string{"explore", "testrecord"} { // what lessons' tests import
		require.NoError(t, os.CopyFS(filepath.Join(garbled, "checker", name), os.DirFS("../../"+name)))
	}
	for _, l := range c.Lessons {
		write(l.Path(), "this is not Go")
		write(l.Dir()+"/main.go", "nor is this")
		write(l.Dir()+"/mine_test.go", "package nothing")
	}
	if !long {
		trials = raceRunOnly(trials, func(_ int, trial verify.Trial) bool { return trial.Kind == verify.Solution })
	}
	try(t, garbled, c, trials, 1)
}

func root(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs(repo)
	require.NoError(t, err)
	return dir
}

// Where one of several answers does not compile, it is named, and the others are tried all the same.
func TestAnAnswerThatDoesNotCompileIsNamed(t *testing.T) {
	c := published(t)
	all, err := verify.Proof(c, os.DirFS(repo))
	require.NoError(t, err)
	i := slices.IndexFunc(all, func(trial verify.Trial) bool { return trial.Kind == verify.Solution })
	solution := all[i]
	broken := solution
	broken.Name, broken.Source = "broken", []byte("package main\n\nfunc broken() { x }\n")
	b, err := gotest.NewBuilder(root(t), c)
	require.NoError(t, err)
	defer func() { require.NoError(t, b.Close()) }()
	outcomes := make(chan verify.Outcome, 2)
	require.NoError(t, verify.Run(t.Context(), b, os.DirFS(repo), []verify.Trial{solution, broken}, verify.Options{Times: 1, Parallel: 2, BatchSize: 2}, outcomes))
	count := 0
	for o := range outcomes {
		count++
		assert.Equal(t, o.Trial.Name == "broken", o.Build != nil)
		assert.Equal(t, o.Trial.Name != "broken", o.OK())
	}
	assert.Equal(t, 2, count)
}

// A run that is interrupted before its first trial says so: no outcomes without an error would be a proof of nothing.
func TestAnInterruptedRunIsNoProof(t *testing.T) {
	c := published(t)
	trials, err := verify.Proof(c, os.DirFS(repo))
	require.NoError(t, err)
	b, err := gotest.NewBuilder(root(t), c)
	require.NoError(t, err)
	defer func() { require.NoError(t, b.Close()) }()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	outcomes := make(chan verify.Outcome, len(trials))
	require.ErrorIs(t, verify.Run(ctx, b, os.DirFS(repo), trials, verify.Options{Times: 1, Parallel: 1, BatchSize: 1}, outcomes), context.Canceled)
	assert.Empty(t, outcomes)
	assert.False(t, verify.AllOK(nil))
}
