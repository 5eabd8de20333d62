package classreport

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/results"
)

// sample is what `checker run` found in a step of the broken lessons.
type sample struct {
	Lang        string          `json:"lang"`
	ID          string          `json:"id"`
	Test        string          `json:"test"`
	Findings    []goout.Finding `json:"findings"`
	Explanation string          `json:"explanation"`
}

// samples returns the recorded steps by language and step.
func samples(t *testing.T) map[string]sample {
	t.Helper()
	b, err := os.ReadFile("testdata/steps.json")
	require.NoError(t, err)
	var all []sample
	require.NoError(t, json.Unmarshal(b, &all))
	out := map[string]sample{}
	for _, s := range all {
		out[s.Lang+" "+s.ID] = s
	}
	return out
}

var madeAt = time.Date(2026, 3, 22, 10, 0, 0, 0, time.FixedZone("", 9*60*60))

// generator makes a class. The same seed makes the same class.
type generator struct {
	course  *course.Course
	samples map[string]sample
	random  *rand.Rand
	lang    string
}

// newClass returns a class of n students with realistic results: good and weak ones, and some in every state.
func newClass(t *testing.T, n int) Class {
	t.Helper()
	c, err := course.Published()
	require.NoError(t, err)
	g := generator{c, samples(t), rand.New(rand.NewPCG(1, 2)), "ko"}
	class := Class{Course: c, At: madeAt}
	for i := range n {
		class.Students = append(class.Students, g.student(i))
	}
	return class
}

var families, given = []string{"김", "이", "박", "최", "정", "Kim", "남궁"}, []string{"민수", "서연", "지호", "유진", "우성", "지민", "빛나라"}

func (g *generator) student(i int) results.Student {
	s := results.Student{
		Version: 1, Student: fmt.Sprintf("2023%04d", i+1), Name: families[i%len(families)] + given[g.random.IntN(len(given))],
		Lang: []string{"ko", "en"}[i%5/4], Checker: "1.4.0", Go: "go1.26.8 linux/amd64", Tests: "sha256:" + hash("tests"), Level: "full",
		Isolation: []string{"userns", "netns", "pidns", "landlock", "seccomp", "rlimits"}, GradedAt: madeAt.Add(time.Duration(i) * time.Second), Overrides: []results.Override{},
	}
	s.Email = fmt.Sprintf("s%d@example.com", i)
	g.lang = s.Lang
	skill := 0.35 + 0.65*g.random.Float64()
	var states []results.State
	for _, l := range g.course.Lessons {
		lesson := g.lesson(l, g.state(i, l.ID), skill, i)
		s.Lessons = append(s.Lessons, lesson)
		s.Points, s.Max, s.Late = s.Points+lesson.Points, s.Max+lesson.Max, s.Late || lesson.Late
		states = append(states, lesson.State)
	}
	s.State = results.Worst(states)
	if i%97 == 96 {
		s.State = results.Unmatched
	}
	return s
}

// state draws the state of a lesson.
func (g *generator) state(i int, lesson string) results.State {
	switch n := g.random.IntN(200); {
	case i%29 == 28 || lesson > "03" && n < 20:
		return results.Missing
	case n < 24:
		return results.DoesNotBuild
	case n < 30:
		return results.Refused
	case n < 32:
		return results.Limit
	case n < 33:
		return results.Unstable
	case n < 34:
		return results.MachineFault
	case n < 40:
		return results.Unchanged
	}
	return results.Graded
}

func (g *generator) lesson(l course.Lesson, state results.State, skill float64, i int) results.Lesson {
	out := results.Lesson{ID: l.ID, State: state, Max: l.Points(), Steps: []results.Step{}, Repeat: "go run ./checker run " + l.ID}
	if state == results.Missing {
		out.Repeat = ""
		return out
	}
	out.Path, out.From, out.File = l.Path(), fmt.Sprintf("class.zip: %d.zip", i), "sha256:"+hash(fmt.Sprint(l.ID, i))
	out.Time, out.Late = madeAt.Add(-time.Duration(g.random.IntN(9e5))*time.Second), g.random.IntN(30) == 0
	switch state {
	case results.Refused:
		out.Refusals = []results.Refusal{{Line: 3, Why: "import", What: `"os"`, Text: `no answer needs the package "os".`}}
	case results.DoesNotBuild:
		out.Findings = []goout.Finding{{Kind: goout.KindBuild, Text: "undefined: wgg", File: l.File, Line: 25, Column: 3, Message: "undefined: wgg"}}
	case results.Graded, results.Limit, results.Unstable, results.MachineFault:
		for _, s := range l.Steps {
			step := g.step(l, s, skill)
			out.Points += step.Points
			out.Steps = append(out.Steps, step)
		}
		g.disturb(&out)
	}
	return out
}

// disturb gives the last step of a lesson that was not graded its reason.
func (g *generator) disturb(l *results.Lesson) {
	last := &l.Steps[len(l.Steps)-1]
	why := map[results.State]string{
		results.Limit:        "The program used 10 seconds of processor time and was stopped.",
		results.Unstable:     "Two runs of this step ended differently.",
		results.MachineFault: "Something outside of the checker ended the run.",
	}[l.State]
	if why == "" {
		return
	}
	l.Points -= last.Points
	last.Status, last.Points, last.Because, last.Findings, last.Explanation = statusNotJudged, 0, why, nil, ""
	l.Why = why
}

// mistakes are findings of steps that have no sample.
var mistakes = []goout.Pattern{"reply-unread", "context-not-watched", "send-after-close", "unlocked-read", "lock-held-at-return", ""}

func (g *generator) step(l course.Lesson, s course.Step, skill float64) results.Step {
	out := results.Step{ID: l.StepID(s), Test: s.Test, Status: statusPass, Points: s.Points, Max: s.Points, Seconds: 0.02, Runs: 3, Findings: []goout.Finding{}}
	if g.random.Float64() < skill {
		return out
	}
	out.Status, out.Points = statusFail, 0
	if known, ok := g.samples[g.lang+" "+out.ID]; ok {
		out.Findings, out.Explanation = known.Findings, known.Explanation
		return out
	}
	p := mistakes[g.random.IntN(len(mistakes))]
	out.Findings = []goout.Finding{{Kind: goout.KindDataRace, Text: "Data race: …", File: l.File, Line: 20 + g.random.IntN(60), Pattern: p}}
	out.Explanation = fmt.Sprintf("  %s\n\n  %s:%d\n  Data race: …\n", s.Title.In(g.lang), l.Path(), out.Findings[0].Line)
	return out
}

func hash(s string) string { return fmt.Sprintf("%x", sha256.Sum256([]byte(s))) }

func newRandom() *rand.Rand { return rand.New(rand.NewPCG(3, 4)) }
