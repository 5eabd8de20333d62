package classreport

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/results"
)

// graded returns a student with one lesson of two steps, of which the first so many are green.
func graded(id string, green int) results.Student {
	l := results.Lesson{ID: "01-race", State: results.Graded, Points: green, Max: 2, File: "sha256:a"}
	for i, step := range []string{"01-race/wait", "01-race/map-race"} {
		s := results.Step{ID: step, Status: statusFail, Max: 1}
		if i < green {
			s.Status, s.Points = statusPass, 1
		}
		l.Steps = append(l.Steps, s)
	}
	return results.Student{
		Version: 1, Student: id, Name: "김민수", State: results.Graded, Points: green, Max: 2, Lessons: []results.Lesson{l},
		Checker: "1.0", Go: "go1.26.8 linux/amd64", Tests: "sha256:t", Level: "full", Isolation: []string{"userns", "seccomp"},
	}
}

func TestChangesGiveTheirReason(t *testing.T) {
	for name, c := range map[string]struct {
		edit func(s *results.Student)
		want []Reason
	}{
		"submission": {func(s *results.Student) { s.Lessons[0].File = "sha256:b" }, []Reason{ReasonSubmission}},
		"tests":      {func(s *results.Student) { s.Tests = "sha256:u" }, []Reason{ReasonTests}},
		"checker":    {func(s *results.Student) { s.Checker = "1.1" }, []Reason{ReasonChecker}},
		"go":         {func(s *results.Student) { s.Go = "go1.27 linux/amd64" }, []Reason{ReasonGo}},
		"level":      {func(s *results.Student) { s.Level = "process" }, []Reason{ReasonIsolation}},
		"layers":     {func(s *results.Student) { s.Isolation = []string{"seccomp"} }, []Reason{ReasonIsolation}},
		"override":   {func(s *results.Student) { s.Overrides = []results.Override{{Step: "01-race/wait", Points: 1}} }, []Reason{ReasonOverride}},
		"two":        {func(s *results.Student) { s.Lessons[0].File, s.Tests = "sha256:b", "sha256:u" }, []Reason{ReasonSubmission, ReasonTests}},
		"nothing":    {func(s *results.Student) { s.Isolation = []string{"seccomp", "userns"} }, []Reason{ReasonVerdict}},
	} {
		now := graded("s1", 2)
		c.edit(&now)
		got := Changes([]results.Student{graded("s1", 1)}, []results.Student{now})
		require.Len(t, got, 1, name)
		assert.Equal(t, c.want, got[0].Reasons, name)
		assert.Equal(t, name == "nothing", got[0].Warning(), name)
		assert.Equal(t, []string{"01-race/map-race"}, got[0].Gained, name)
		assert.Empty(t, got[0].Lost, name)
		assert.Equal(t, Score{results.Graded, 1, 2}, got[0].Before)
		assert.Equal(t, Score{results.Graded, 2, 2}, got[0].After)
	}
}

func TestNoChange(t *testing.T) {
	now := graded("s1", 1)
	now.Lessons[0].File = "sha256:b"
	assert.Empty(t, Changes([]results.Student{graded("s1", 1)}, []results.Student{now}), "another file of the same worth")
	assert.Empty(t, Changes(nil, nil))
}

// One step won and one lost leave the points as they are, and an instructor has to see them all the same.
func TestAChangeWithEqualPoints(t *testing.T) {
	now := graded("s1", 1)
	now.Lessons[0].Steps[0].Points, now.Lessons[0].Steps[1].Points = 0, 1
	got := Changes([]results.Student{graded("s1", 1)}, []results.Student{now})
	require.Len(t, got, 1)
	assert.Equal(t, []string{"01-race/map-race"}, got[0].Gained)
	assert.Equal(t, []string{"01-race/wait"}, got[0].Lost)
	assert.True(t, got[0].Warning())
}

func TestChangesOfWhoComesAndGoes(t *testing.T) {
	missing := results.Student{Student: "s3", State: results.Missing, Max: 2}
	unmatched := graded("s4", 1)
	unmatched.State = results.Unmatched
	fault := graded("s5", 0)
	fault.Lessons[0].State, fault.State = results.MachineFault, results.MachineFault
	got := Changes(
		[]results.Student{graded("s1", 1), missing, unmatched, fault},
		[]results.Student{graded("s2", 1), graded("s3", 2), graded("s4", 1), graded("s5", 2)},
	)
	require.Len(t, got, 5)
	assert.Equal(t, []Reason{ReasonAppeared}, got[0].Reasons)
	assert.Equal(t, "s2", got[0].Student)
	assert.Equal(t, []Reason{ReasonSubmission}, got[1].Reasons, "no tests, Go or checker are known of who handed in nothing")
	assert.Equal(t, []Reason{ReasonRoster}, got[2].Reasons)
	assert.Equal(t, []Reason{ReasonMachine}, got[3].Reasons)
	assert.Equal(t, []Reason{ReasonGone}, got[4].Reasons)
	assert.Equal(t, "s1", got[4].Student)
}

// An extension takes away the mark late and changes no points, but the grade may depend on it.
func TestTheMarkLateIsAChange(t *testing.T) {
	before := results.Student{Student: "s1", State: results.Graded, Points: 1, Max: 1, Late: true, Lessons: []results.Lesson{{ID: "01-a", State: results.Graded, Points: 1, Max: 1, Late: true}}}
	after := before
	after.Late, after.Lessons = false, []results.Lesson{{ID: "01-a", State: results.Graded, Points: 1, Max: 1}}
	changes := Changes([]results.Student{before}, []results.Student{after})
	require.Len(t, changes, 1)
	assert.Equal(t, []Reason{ReasonLate}, changes[0].Reasons)
	assert.Empty(t, Changes([]results.Student{after}, []results.Student{after}))
}
