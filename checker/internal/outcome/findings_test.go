package outcome_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/gotest"
	"sharedmap-workshop/checker/internal/outcome"
	"sharedmap-workshop/checker/testrecord"
)

// raceAt is a race report whose accesses are in two files.
func raceAt(one, other string) string {
	return fmt.Sprintf(`==================
WARNING: DATA RACE
Write at 0x00c000014090 by goroutine 8:
  sharedmap-workshop/lessons/01-small.add()
      /repo/lessons/01-small/%s:7 +0x1

Previous write at 0x00c000014090 by goroutine 7:
  sharedmap-workshop/lessons/01-small.add()
      /repo/lessons/01-small/%s:9 +0x1
==================
`, one, other)
}

// findingsOf returns the findings of a red race run with this output.
func findingsOf(s gotest.StepResult, output string) []goout.Finding {
	s.Step, s.Ran, s.Output = plain, true, []byte(output)
	return outcome.JudgeStep(lesson, s, fstest.MapFS{}).Findings
}

func TestARaceInTheStudentsFileComesFirst(t *testing.T) {
	files := func(found []goout.Finding) string {
		var out []string
		for _, f := range found {
			for _, a := range f.Accesses {
				out = append(out, a.File[strings.LastIndex(a.File, "/")+1:])
			}
		}
		return strings.Join(out, " ")
	}
	failed := gotest.StepResult{ExitCode: 66, Raced: true, Report: whole}
	assert.Equal(t, "work.go work.go work.go other.go other.go other.go",
		files(findingsOf(failed, raceAt("other.go", "other.go")+raceAt("work.go", "other.go")+raceAt("work.go", "work.go"))))
	assert.Equal(t, "work.go work.go homework.go homework.go",
		files(findingsOf(failed, raceAt("homework.go", "homework.go")+raceAt("work.go", "work.go"))), "homework.go is another file")
}

func TestAFailureInTheTestsFileHasTheLessonsFolder(t *testing.T) {
	printed := "--- FAIL: TestPlain (0.00s)\n    one_test.go:9: no\nFAIL\n"
	found := findingsOf(gotest.StepResult{ExitCode: 1, Report: testrecord.Report{Began: true, Done: true, Failed: true, Ended: true, Code: 1}}, printed)
	require.Len(t, found, 1)
	assert.Equal(t, "lessons/01-small/one_test.go", found[0].File)
}

func TestATimeoutShowsTheStudentsGoroutines(t *testing.T) {
	dump := `panic: test timed out after 10s

goroutine 9 [select]:
sharedmap-workshop/checker/testrecord.watch()
	/repo/checker/testrecord/watch.go:5 +0x1

goroutine 7 [chan receive]:
sharedmap-workshop/lessons/01-small.wait()
	/repo/lessons/01-small/work.go:11 +0x1
`
	found := findingsOf(gotest.StepResult{ExitCode: 2, Report: testrecord.Report{Began: true}}, dump)
	require.NotEmpty(t, found)
	require.Len(t, found[0].Goroutines, 1)
	assert.Equal(t, 7, found[0].Goroutines[0].ID)
}

// A record that is missing is said only where the output does not tell what happened.
func TestWhatTheProcessDidIsSaidBesideWhatItPrinted(t *testing.T) {
	printed := "panic: no\n\ngoroutine 7 [running]:\nsharedmap-workshop/lessons/01-small.add()\n\t/repo/lessons/01-small/work.go:11 +0x1\nexit status 2\n"
	kinds := func(found []goout.Finding) (out []goout.Kind) {
		for _, f := range found {
			out = append(out, f.Kind)
		}
		return out
	}
	assert.Equal(t, []goout.Kind{goout.KindPanic}, kinds(findingsOf(gotest.StepResult{ExitCode: 1}, printed)))
	assert.Equal(t, []goout.Kind{goout.KindExit}, kinds(findingsOf(gotest.StepResult{ExitCode: 1}, "")))
	assert.Equal(t, []goout.Kind{goout.KindExit, goout.KindPanic}, kinds(findingsOf(gotest.StepResult{Flooded: true, ExitCode: -1}, printed)))
	assert.Equal(t, []goout.Kind{goout.KindUnknown}, kinds(findingsOf(gotest.StepResult{ExitCode: 2}, "")), "something is said at least")
}
