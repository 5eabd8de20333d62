package report

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/blame"
	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/term"
)

const counterSource = `package main

func count(pages map[string]int, page string) {
	pages[strings.ToLower(strings.TrimSpace(page))+"/a/very/long/suffix/that/does/not/fit"]++
	한글변수 := pages
	_ = 한글변수
}
`

var counterFS = fstest.MapFS{"count.go": &fstest.MapFile{Data: []byte(counterSource)}}

func raceAt(line int) goout.Finding {
	at := func(op string) goout.Access {
		return goout.Access{Op: op, File: "count.go", Line: line, Goroutine: 7, Created: &goout.Location{File: "count.go", Line: 3}}
	}
	return goout.Finding{Kind: goout.KindDataRace, File: "count.go", Line: line, Accesses: []goout.Access{at("write"), at("read")}, Pattern: blame.SharedMap}
}

func TestPicturesFitTheirColumns(t *testing.T) {
	for _, lang := range msg.Langs() {
		say := msg.New(lang)
		for _, columns := range []int{40, 59, 60, 72, 80, 200} {
			for _, ascii := range []bool{false, true} {
				for line := 3; line <= 6; line++ {
					var out bytes.Buffer
					style := term.Style{Column: columns, Ascii: ascii}
					Picture(&out, style, say, raceAt(line), counterFS)
					require.NotEmpty(t, out.String())
					for _, l := range strings.Split(out.String(), "\n") {
						assert.LessOrEqual(t, term.Width(l), min(columns, 80), "%s %d %q", lang, columns, l)
					}
				}
			}
		}
	}
}

func TestLongPathsFitTheirColumns(t *testing.T) {
	for file, want := range map[string]string{
		"short.go": "short.go:7",
		"a/rather/long/way/to/the/file/of_the_student_test.go":               "…/the/file/of_the_student_test.go:7",
		"one/a_file_with_a_name_that_is_wider_than_half_of_a_screen_test.go": "…ider_than_half_of_a_screen_test.go:7",
	} {
		at := func(op string) goout.Access {
			return goout.Access{Op: op, File: file, Line: 7, Created: &goout.Location{File: file, Line: 7}}
		}
		var out bytes.Buffer
		Picture(&out, term.Style{Column: 80}, msg.New("en"), goout.Finding{Kind: goout.KindDataRace, Accesses: []goout.Access{at("write"), at("read")}}, counterFS)
		assert.Contains(t, out.String(), want)
		for _, l := range strings.Split(out.String(), "\n") {
			assert.LessOrEqual(t, term.Width(l), 80, "%q", l)
		}
	}
}

func TestTheRacedExpressionIsUnderlined(t *testing.T) {
	var out bytes.Buffer
	Picture(&out, term.Style{Column: 80}, msg.New("en"), raceAt(4), counterFS)
	text := out.String()
	assert.Contains(t, text, "goroutine 7 writes")
	assert.Contains(t, text, "goroutine 7 reads")
	assert.Contains(t, text, "started at count.go:3")
	assert.Contains(t, text, "~~~~")
}

func TestLongNamesKeepTheirNumbers(t *testing.T) {
	f := goout.Finding{Kind: goout.KindSchedule}
	for _, who := range []string{"main", "TestSyncMapCheckThenAct #1", "TestSyncMapCheckThenAct #2"} {
		f.Trace = append(f.Trace, goout.Event{Goroutine: who, File: "count.go", Line: 4, Code: "n++", Op: "read"})
	}
	head := ScheduleRows(term.Style{Column: 80}, msg.New("en"), f)[0]
	assert.Contains(t, head, "TestSyncMapCheckThen… #1")
	assert.Contains(t, head, "TestSyncMapCheckThen… #2")
}

func TestASchedulesPictureFits(t *testing.T) {
	for goroutines := 1; goroutines <= 6; goroutines++ {
		f := goout.Finding{Kind: goout.KindSchedule}
		for i := range 3 * goroutines {
			f.Trace = append(f.Trace, goout.Event{
				Goroutine: fmt.Sprintf("고루틴 이름이 긴 작업자 #%d", i%goroutines), File: "count.go", Line: 4,
				Code: "pages[strings.ToLower(strings.TrimSpace(page))]++", Op: "read", Value: "한글 값이 들어 있는 긴 문자열",
			})
		}
		f.Goroutines = []goout.Goroutine{{Func: "TestSomethingWithAVeryLongName #12", State: "wait", File: "something_long_test.go", Line: 1234}}
		for _, columns := range []int{50, 72, 80, 120, 200} {
			rows := ScheduleRows(term.Style{Column: columns}, msg.New("ko"), f)
			require.Greater(t, len(rows), goroutines)
			for _, row := range rows {
				assert.LessOrEqual(t, term.Width(row)+2, columns, "%d goroutines, %d columns: %q", goroutines, columns, row)
			}
		}
	}
}

func TestAPreemptedLineIsMarked(t *testing.T) {
	e := func(g string, line int) goout.Event {
		return goout.Event{Goroutine: g, File: "c.go", Line: line, Code: "n++"}
	}
	rows := mergeLines([]goout.Event{e("a", 4), e("b", 4), e("a", 4)})
	require.Len(t, rows, 3)
	assert.True(t, rows[1].Switch, "b moved in the middle of a's line")
	assert.False(t, rows[2].Switch)
	rows = mergeLines([]goout.Event{e("a", 4), e("b", 4), e("a", 5)})
	assert.False(t, rows[1].Switch)
}

func TestOfSeveralOperandsTheVariableIsUnderlined(t *testing.T) {
	src := newSources(fstest.MapFS{"job.go": &fstest.MapFile{Data: []byte("package job\n\nfunc f() {\n\tr.list[i], r.err = g()\n\tn++\n}\n")}})
	for variable, want := range map[string]string{"err": "r.err", "list": "r.list[i]", "": "", "g": ""} {
		assert.Equal(t, want, src.written("job.go", 4, variable), variable)
	}
	assert.Equal(t, "n", src.written("job.go", 5, ""))
}

func TestACommentGoesFirstWhereALineIsTooWide(t *testing.T) {
	style := term.Style{}
	for _, c := range []struct {
		code string
		wide int
		want string
	}{
		{"close(c) // the last one", 30, "close(c) // the last one"},
		{"close(c) // the last one", 16, "close(c)"},
		{`open("http://x") // it`, 18, `open("http://x")`},
		{`open("http://x.example")`, 16, `open("http://x.…`},
		{"    // only words here", 12, "    // only…"},
	} {
		got, _, _ := fit(style, c.code, 0, 0, c.wide)
		assert.Equal(t, c.want, got)
	}
}
