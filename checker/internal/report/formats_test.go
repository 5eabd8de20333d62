package report

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/term"
)

// resultsIn returns the results of an output, without sources.
func resultsIn(t *testing.T, output string) Results {
	t.Helper()
	found, err := goout.Read(strings.NewReader(output))
	require.NoError(t, err)
	return FoundResults(Found(found, msg.New("en")))
}

// races is n races at different lines, of test TestRaces.
func races(n int) string {
	var b strings.Builder
	b.WriteString("=== RUN   TestRaces\n")
	for i := range n {
		fmt.Fprintf(&b, raceForm, 100+i, 7+i, i, 9+i)
	}
	return b.String() + "--- FAIL: TestRaces (0.01s)\n    testing.go:1617: race detected during execution of test\nFAIL\nFAIL\texample.com/app/q\t0.02s\n"
}

const raceForm = `==================
WARNING: DATA RACE
Write at 0x00c0000%05[1]d by goroutine %[2]d:
  example.com/app/q.put()
      /src/app/q/q.go:%[1]d +0x44

Previous read at 0x00c0000%05[1]d by goroutine %[4]d:
  example.com/app/q.get()
      /src/app/q/q.go:%[1]d +0x4%[3]d
==================
`

func TestGitHubGetsTenAnnotations(t *testing.T) {
	var out strings.Builder
	assert.Equal(t, 3, WriteGitHub(&out, msg.New("en"), resultsIn(t, races(13))))
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	require.Len(t, lines, 14)
	for i, line := range lines[:10] {
		assert.Regexp(t, fmt.Sprintf(`^::error file=/src/app/q/q\.go,line=%d,title=data-race · TestRaces::Data race: `, 100+i), line)
	}
	assert.Empty(t, lines[10])
	assert.True(t, strings.HasPrefix(lines[11], "/src/app/q/q.go:110: data-race: "), lines[11])
}

func TestAnAnnotationCannotBeEscaped(t *testing.T) {
	r := Results{Tests: []ResultTest{{Findings: []goout.Finding{{
		Kind: goout.KindPanic, File: "a,line=1:b%.go", Line: 3, Test: "Test::x,y", Text: "100%\r\n::add-mask::x\x1b[31m",
	}}}}}
	var out strings.Builder
	WriteGitHub(&out, msg.New("en"), r)
	assert.Equal(t, "::error file=a%2Cline=1%3Ab%25.go,line=3,title=panic · Test%3A%3Ax%2Cy::100%25·%0A::add-mask::x·[31m\n", out.String())
	assert.Equal(t, "| ::debug::x ## [add-mask]", withoutCommand("::debug::x ##[add-mask]"))
}

// sarifOf returns the results of the SARIF that is written.
func sarifOf(t *testing.T, r Results) []sarifResult {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, WriteSARIF(&out, msg.New("en"), r))
	var doc sarifLog
	require.NoError(t, json.Unmarshal(out.Bytes(), &doc))
	require.Len(t, doc.Runs, 1)
	return doc.Runs[0].Results
}

func TestSARIFHasBothAccesses(t *testing.T) {
	all := sarifOf(t, resultsIn(t, strings.Replace(races(1), "q.go:100 +0x40", "r%20 s.go:8 +0x40", 1)))
	require.Len(t, all, 1)
	require.Len(t, all[0].Related, 2)
	assert.Equal(t, "writes here", all[0].Related[0].Message.Text)
	assert.Equal(t, 100, all[0].Related[0].Physical.Region.StartLine)
	assert.Equal(t, "reads here", all[0].Related[1].Message.Text)
	assert.Equal(t, "file:///src/app/q/r%2520%20s.go", all[0].Related[1].Physical.Artifact.URI)
}

func TestSARIFHasAThreadForEachGoroutine(t *testing.T) {
	f := goout.Finding{Kind: goout.KindSchedule, Cause: "check", Text: "Wrong.", File: "q.go", Line: 4, Trace: []goout.Event{
		{Goroutine: "main", File: "q_test.go", Line: 9, Code: "go add()"}, {Goroutine: "add #1", File: "q.go", Line: 3, Code: "v := n", Op: "read", Name: "n", Value: "0"},
		{Goroutine: "add #2", File: "q.go", Line: 3, Code: "v := n", Switch: true}, {Goroutine: "add #1", File: "q.go", Line: 4, Code: "n = v + 1"},
	}}
	all := sarifOf(t, Results{Tests: []ResultTest{{Name: "TestAdd", Findings: []goout.Finding{f}}}})
	threads := all[0].CodeFlows[0].Threads
	require.Len(t, threads, 3)
	assert.Equal(t, "add #1", threads[1].ID)
	assert.Equal(t, []int{2, 4}, []int{threads[1].Locations[0].Order, threads[1].Locations[1].Order})
	assert.Equal(t, "add #1: v := n  // read n 0", threads[1].Locations[0].Location.Message.Text)
	assert.Equal(t, "essential", threads[2].Locations[0].Level)
}

func TestAFingerprintStays(t *testing.T) {
	first := sarifOf(t, resultsIn(t, fmt.Sprintf(raceForm, 100, 7, 1, 9)))[0].Fingerprints
	again := fmt.Sprintf(raceForm, 100, 31, 5, 40)
	again = strings.NewReplacer("Write at 0x00c0", "Read at 0x00c7", "Previous read at 0x00c0", "Previous write at 0x00c7", "q.put", "q.get", "q.get", "q.put", "/src/", "/home/ann/build-17/").Replace(again)
	require.Contains(t, again, "Read at 0x00c7")
	assert.Equal(t, first, sarifOf(t, resultsIn(t, again))[0].Fingerprints)
	assert.NotEqual(t, first, sarifOf(t, resultsIn(t, fmt.Sprintf(raceForm, 101, 7, 1, 9)))[0].Fingerprints)
}

func TestAFingerprintStaysAfterAnEditAbove(t *testing.T) {
	of := func(line int, src string) string {
		r := resultsIn(t, strings.ReplaceAll(fmt.Sprintf(raceForm, line, 7, 1, 9), "/src/app/", ""))
		r.Src = fstest.MapFS{"q/q.go": &fstest.MapFile{Data: []byte(src)}}
		return r.problems()[0].fingerprint
	}
	assert.Equal(t, of(2, "package q\nvar n = m\n"), of(4, "package q\n\n// new\nvar n = m\n"))
	assert.NotEqual(t, of(2, "package q\nvar n = m\n"), of(2, "package q\nvar n = k\n"))
}

func TestJUnit(t *testing.T) {
	r := resultsIn(t, races(2)+"panic: a <b> \x00\n\ngoroutine 1 [running]:\nmain.main()\n\t/src/app/main.go:5 +0x1\nexit status 2\n")
	r.Tests = append(r.Tests, ResultTest{Name: "TestOpen", Package: "example.com/app/q", Skipped: "too many", Seconds: 0.5})
	var out bytes.Buffer
	require.NoError(t, WriteJUnit(&out, msg.New("en"), r))
	var doc struct {
		Tests    int          `xml:"tests,attr"`
		Failures int          `xml:"failures,attr"`
		Suites   []junitSuite `xml:"testsuite"`
	}
	require.NoError(t, xml.Unmarshal(out.Bytes(), &doc), out.String())
	assert.Equal(t, []int{3, 2}, []int{doc.Tests, doc.Failures})
	require.Len(t, doc.Suites, 2)
	q := doc.Suites[0]
	assert.Equal(t, "example.com/app/q", q.Name)
	assert.Equal(t, []int{2, 1, 1}, []int{q.Tests, q.Failures, q.Skipped})
	assert.Equal(t, "TestRaces", q.Cases[0].Name)
	assert.Equal(t, "data-race", q.Cases[0].Failure.Type)
	assert.Equal(t, 2, strings.Count(q.Cases[0].Failure.Text, "q.go:10"+"0: ")+strings.Count(q.Cases[0].Failure.Text, "q.go:101: "))
	assert.Equal(t, "too many", q.Cases[1].Skipped.Message)
	assert.Equal(t, "panic /src/app/main.go:5", doc.Suites[1].Cases[0].Name)
}

func TestMarkdownOfFindings(t *testing.T) {
	r := Results{Tests: []ResultTest{{Findings: []goout.Finding{{Kind: goout.KindPanic, File: "a|`b.go", Line: 3, Text: "<img src=x> @ann [x](y) | *z*"}}}}}
	var out strings.Builder
	WriteMarkdown(&out, msg.New("en"), r)
	assert.Contains(t, out.String(), "| 1 | panic | `` a·`b.go:3 `` | &lt;img src=x> @\u2060ann \\[x\\](y) \\| \\*z\\* |")
	assert.NotContains(t, out.String(), "<img")
}

func TestALineForEachCause(t *testing.T) {
	text, err := os.ReadFile("../../../docs/examples/github/checker-matcher.json")
	require.NoError(t, err)
	var matcher struct {
		ProblemMatcher []struct {
			Pattern []struct{ Regexp string }
		}
	}
	require.NoError(t, json.Unmarshal(text, &matcher))
	line := regexp.MustCompile(matcher.ProblemMatcher[0].Pattern[0].Regexp)
	r := resultsIn(t, races(2))
	r.Tests = append(r.Tests, r.Tests[0], ResultTest{Findings: []goout.Finding{
		{Kind: goout.KindBuild, File: "./x.go", Line: 3, Column: 7, Text: "no\nmore"}, {Kind: goout.KindExit, Text: "It ended."},
	}})
	var out strings.Builder
	WriteBrief(&out, term.Style{Column: 40}, msg.New("en"), r)
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	require.Len(t, lines, 4)
	assert.Regexp(t, `^/src/app/q/q.go:100: data-race: .* \[TestRaces\] \(2 times\)$`, lines[0])
	assert.Equal(t, "exit: It ended.", lines[3])
	assert.Equal(t, []string{"/src/app/q/q.go", "100", "", "data-race"}, line.FindStringSubmatch(lines[0])[1:5])
	assert.Equal(t, []string{"x.go", "3", "7", "build", "no more"}, line.FindStringSubmatch(lines[2])[1:6])
	assert.Nil(t, line.FindStringSubmatch(lines[3]))
	assert.Equal(t, "x.go", line.FindStringSubmatch(`C:\a\x.go:3: panic: P.`)[1][5:])
}

func TestAScheduleIsAtItsPreemption(t *testing.T) {
	f := goout.Finding{Kind: goout.KindSchedule, Text: "Wrong.", Trace: []goout.Event{{File: "q.go", Line: 3}, {File: "q.go", Line: 4, Switch: true}, {File: "q.go", Line: 5}}}
	var out strings.Builder
	WriteBrief(&out, term.Style{}, msg.New("en"), Results{Tests: []ResultTest{{Name: "TestAdd", Dir: "/src/q", Findings: []goout.Finding{f}}}})
	assert.Equal(t, "/src/q/q.go:4: schedule: Wrong.\n", out.String())
}
