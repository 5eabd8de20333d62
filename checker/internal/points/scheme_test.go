package points_test

import (
	"errors"
	"math/big"
	"strings"
	"testing"
	"testing/quick"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/points"
	"sharedmap-workshop/checker/internal/results"
)

func scheme(t *testing.T, text string) *points.Scheme {
	t.Helper()
	s, err := points.Read(strings.NewReader(text), two)
	require.NoError(t, err, text)
	return s
}

// half is a student with 3 of 4 points in the first lesson and 2 of 6 in the second.
func half() results.Student {
	return results.Student{State: results.Graded, Points: 5, Max: 10, Lessons: []results.Lesson{
		{ID: "01-a", State: results.Graded, Points: 3, Max: 4, Steps: []results.Step{step("01-a/x", "fail", 0, 1), step("01-a/y", "pass", 3, 3)}},
		{ID: "02-b", State: results.Graded, Points: 2, Max: 6, Steps: []results.Step{step("02-b/z", "pass", 2, 6)}},
	}}
}

func TestWithoutRulesTheGradeIsThePoints(t *testing.T) {
	var none *points.Scheme
	g := none.Grade(two, half())
	assert.Equal(t, "5 10 true", strings.Join([]string{g.Value, g.Max, map[bool]string{true: "true"}[g.Known]}, " "))
	assert.False(t, g.HasPass)
}

func TestGrades(t *testing.T) {
	for text, want := range map[string]string{
		"":                                "5 of 10",
		"out_of = 10":                     "5 of 10",
		"out_of = 20":                     "10 of 20",
		"[step]\n\"01-a/y\" = 2":          "8 of 13",
		"[step]\n\"01-a/y\" = 0":          "2 of 7",
		"[lesson]\n02-b = 0.5":            "4 of 7",
		"[lesson]\n\"01-a\" = 0.1":        "2.3 of 6.4",
		"[lesson]\n02-b = 0":              "3 of 4",
		"out_of = 10\n[lesson]\n02-b = 0": "7.5 of 10",
		"out_of = 1\n[lesson]\n02-b = 2":  "0.44 of 1", // 7/16 = 0.4375
		"out_of = 1\nround = \"down\"\n[lesson]\n02-b = 2":                       "0.43 of 1",
		"out_of = 1\ndecimals = 0\n":                                             "1 of 1",
		"out_of = 1\ndecimals = 0\nround = \"half-even\"":                        "0 of 1",
		"out_of = 3\ndecimals = 0\nround = \"half-even\"":                        "2 of 3",
		"out_of = 10\ndecimals = 0\nround = \"up\"\n[step]\n\"01-a/y\" = 2.0001": "7 of 10",
		"out_of = 10\nbest = 1":                                                  "7.5 of 10",
		"out_of = 10\nbest = 2":                                                  "5 of 10",
	} {
		g := scheme(t, text).Grade(two, half())
		assert.Equal(t, want, g.Value+" of "+g.Max, text)
		assert.True(t, g.Known)
	}
}

// In floating point 0.1 * 3 is more than 0.3, and a grade on the line would depend on it.
func TestGradesAreExact(t *testing.T) {
	g := scheme(t, "pass = 0.3\ndecimals = 6\nround = \"up\"\n[lesson]\n\"01-a\" = 0.1\n02-b = 0").Grade(two, half())
	assert.Equal(t, big.NewRat(3, 10), g.Exact)
	assert.Equal(t, "0.3", g.Value)
	assert.True(t, g.Passed)
}

// The line is compared with the grade that everybody sees.
func TestThePassLineIsForTheRoundedGrade(t *testing.T) {
	for text, passed := range map[string]bool{
		"out_of = 1\npass = 0.44\n[lesson]\n02-b = 2":                   true,
		"out_of = 1\npass = 0.44\nround = \"down\"\n[lesson]\n02-b = 2": false,
		"pass = 5": true, "pass = 5.01": false,
	} {
		g := scheme(t, text).Grade(two, half())
		assert.True(t, g.HasPass, text)
		assert.Equal(t, passed, g.Passed, text)
	}
}

func TestOfEqualLessonsTheSmallerCounts(t *testing.T) {
	three := &course.Course{Lessons: append([]course.Lesson{{ID: "00-c", Steps: []course.Step{{ID: "w", Points: 10}}}}, two.Lessons...)}
	s := half()
	s.Lessons = []results.Lesson{
		{ID: "00-c", State: results.Graded, Max: 10, Steps: []results.Step{step("00-c/w", "pass", 5, 10)}},
		{ID: "01-a", State: results.Graded, Max: 4, Steps: []results.Step{step("01-a/y", "pass", 2, 3)}},
		{ID: "02-b", State: results.Graded, Max: 6, Steps: []results.Step{step("02-b/z", "pass", 6, 6)}},
	}
	best, err := points.Read(strings.NewReader("out_of = 10\nbest = 2"), three)
	require.NoError(t, err)
	g := best.Grade(three, s)
	assert.Equal(t, "8", g.Value) // (2+6) of (4+6), and not (5+6) of (10+6)
	assert.Equal(t, []bool{false, true, true}, []bool{g.Lessons[0].Counts, g.Lessons[1].Counts, g.Lessons[2].Counts})
}

func TestBeingLate(t *testing.T) {
	deadline := time.Date(2026, 3, 20, 23, 59, 0, 0, time.UTC)
	rules := scheme(t, "[late]\npercent_per_day = 12.5\ngrace_minutes = 15\ncut_off_days = 3")
	for _, c := range []struct {
		after time.Duration
		days  int
		want  string
	}{
		{time.Minute, 0, "5"}, {15 * time.Minute, 0, "5"}, {15*time.Minute + time.Nanosecond, 1, "4.63"},
		{24*time.Hour + 15*time.Minute, 1, "4.63"}, {24*time.Hour + 16*time.Minute, 2, "4.25"}, {72 * time.Hour, 3, "3.88"}, {73 * time.Hour, 4, "2"},
	} {
		s := half()
		s.Deadline, s.Lessons[0].Late, s.Lessons[0].Time = deadline, true, deadline.Add(c.after)
		g := rules.Grade(two, s)
		assert.Equal(t, c.days, g.Lessons[0].DaysLate, c.after)
		assert.Equal(t, c.want, g.Value, c.after)
		assert.Zero(t, g.Lessons[1].DaysLate)
	}
	s := half()
	s.Lessons[0].Late = true
	assert.Equal(t, 1, rules.Grade(two, s).Lessons[0].DaysLate, "the LMS says late, and no time is known")
	s.Lessons[0].Late, s.Lessons[0].Time, s.Deadline = false, deadline.Add(time.Hour), deadline
	assert.Zero(t, rules.Grade(two, s).Lessons[0].DaysLate)
}

// However the rules are, a grade is from 0 to the largest one, and more points are never less.
func TestGradesStayInTheirRange(t *testing.T) {
	check := func(first, second, best, weight, days uint8) bool {
		text := "out_of = 10\nbest = " + string('1'+best%2) + "\nround = \"" + string(points.Roundings()[weight%4]) + "\"\n[lesson]\n02-b = 0." + string('1'+weight%9) + "\n[late]\npercent_per_day = 20"
		s := half()
		s.Lessons[0].Steps[1].Points, s.Lessons[1].Steps[0].Points = int(first%4), int(second%6)
		s.Deadline = time.Unix(1e9, 0)
		s.Lessons[1].Late, s.Lessons[1].Time = true, s.Deadline.Add(time.Duration(days%9)*20*time.Hour)
		less := scheme(t, text).Grade(two, s).Exact
		s.Lessons[1].Steps[0].Points++
		more := scheme(t, text).Grade(two, s).Exact
		return less.Sign() >= 0 && more.Cmp(less) >= 0 && more.Cmp(big.NewRat(10, 1)) <= 0
	}
	require.NoError(t, quick.Check(check, nil))
}

func TestALessonWithoutAVerdictLeavesNoGrade(t *testing.T) {
	s := half()
	s.Lessons[1].State = results.Unstable
	assert.False(t, scheme(t, "").Grade(two, s).Known)
	s = half()
	s.State = results.MachineFault
	assert.False(t, scheme(t, "").Grade(two, s).Known)
}

func TestMistakesInTheRulesAreNamed(t *testing.T) {
	for text, want := range map[string][]points.Problem{
		"out_off = 10":                      {{Key: "out_off", Why: points.WhyKey, Near: []string{"out_of"}}},
		"[late]\npercent = 5":               {{Key: "late.percent", Why: points.WhyKey}},
		"[late]\ngrace_minute = 5":          {{Key: "late.grace_minute", Why: points.WhyKey, Near: []string{"grace_minutes"}}},
		"[step]\n\"01-a/q\" = 1":            {{Key: "step", Why: points.WhyStep, What: "01-a/q", Near: []string{"01-a/x", "01-a/y"}}},
		"[lesson]\n03-c = 1\n\"01-a\" = -1": {{Key: "lesson.01-a", Why: points.WhyNumber, What: "-1", Max: 1000}, {Key: "lesson", Why: points.WhyLesson, What: "03-c"}},
		"best = 3\nout_of = 1":              {{Key: "best", Why: points.WhyWhole, What: "3", Min: 1, Max: 2}},
		"best = 1.5\nout_of = 1":            {{Key: "best", Why: points.WhyWhole, What: "1.5", Min: 1, Max: 2}},
		"best = 1":                          {{Key: "best", Why: points.WhyOutOf}},
		"out_of = 0":                        {{Key: "out_of", Why: points.WhyNumber, What: "0", Min: 1, Max: 100000}},
		"out_of = \"10\"":                   {{Key: "out_of", Why: points.WhyNumber, What: "10", Max: 100000}},
		"pass = nan":                        {{Key: "pass", Why: points.WhyNumber, What: "NaN", Max: 100000}},
		"pass = inf":                        {{Key: "pass", Why: points.WhyNumber, What: "+Inf", Max: 100000}},
		"round = \"nearest\"":               {{Key: "round", Why: points.WhyRounding, What: "nearest"}},
		"[late]\ncut_off_days = 1\ncut_off_hours = 30":  {{Key: "late", Why: points.WhyCutOffs}},
		"out_of = 10\nbest = = 2":                       {{Line: 2, Why: points.WhySyntax, What: "best = = 2"}},
		"\ufeffbest = 3\r\n[late\r\n":                   {{Line: 2, Why: points.WhySyntax, What: "[late"}},
		"[late]\npercent_per_day = 9223372036854775808": {{Line: 2, Key: "late.percent_per_day", Why: points.WhyHuge, What: "9223372036854775808"}},
		"pass = -1_000_000_000_000_000_000_000":         {{Line: 1, Key: "pass", Why: points.WhyHuge, What: "-1_000_000_000_000_000_000_000"}},
		"pass = 1e999":                                  {{Line: 1, Key: "pass", Why: points.WhyHuge, What: "1e999"}},
		"best = 1\nout_of = 2\nbest = 2":                {{Line: 3, Why: points.WhyTwice, What: "best = 2"}},
		"[late]\n[step]\n[late]":                        {{Line: 3, Why: points.WhyTwice, What: "[late]"}},
		"late = 10":                                     {{Key: "late", Why: points.WhyTable, What: "10"}},
		"[lesson]\n\"01-a\" = 0\n\"02-b\"= 0":           {{Key: "lesson", Why: points.WhyNothing}},
	} {
		_, err := points.Read(strings.NewReader(text), two)
		var wrong *points.FileError
		require.True(t, errors.As(err, &wrong), text)
		got := wrong.Problems
		for i := range got {
			if i < len(want) && want[i].Near == nil {
				got[i].Near = nil
			}
		}
		assert.ElementsMatch(t, want, got, text)
	}
}

func FuzzRead(f *testing.F) {
	f.Add("out_of = 10\n[late]\npercent_per_day = 1e3\n")
	f.Add("[lesson]\n\"01-a\" = 1e308\n[step]\n\"01-a/x\" = 1979-05-27\n")
	f.Fuzz(func(t *testing.T, text string) {
		s, err := points.Read(strings.NewReader(text), two)
		if err == nil {
			assert.NotEmpty(t, s.Grade(two, half()).Value)
		}
	})
}
