package report_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/report"
	"sharedmap-workshop/checker/internal/term"
)

const boardFile = "/home/somebody/repo/lessons/02-mutex/mutexmap.go"

func boardStep(who string, line int, code, op string, object int, switched bool) explore.Step {
	return explore.Step{Goroutine: who, File: boardFile, Line: line, Code: code, Op: op, Object: object, Switch: switched}
}

// opposite is two moves in opposite directions: each holds a lock that the other one waits for.
func opposite() *explore.Result {
	return &explore.Result{
		Cause: explore.Deadlock, Schedules: 7,
		Trace: []explore.Step{
			boardStep("move 1", 98, "from.mu.Lock()", "lock", 1, false),
			boardStep("move 2", 98, "from.mu.Lock()", "lock", 2, true),
		},
		Blocked: []explore.Blocked{
			{Goroutine: "main", State: "wait for move 1", File: "/home/somebody/repo/lessons/02-mutex/scenarios_test.go", Line: 210},
			{Goroutine: "move 1", State: "lock", File: boardFile, Line: 100, Code: "to.mu.Lock()", Object: 2},
			{Goroutine: "move 2", State: "lock", File: boardFile, Line: 100, Code: "to.mu.Lock()", Object: 1},
		},
	}
}

func boardOf(t *testing.T, r *explore.Result, lang string, wide int) report.Storyboard {
	t.Helper()
	f := report.ScheduleFinding(r, msg.New(lang))
	require.NotNil(t, f)
	return report.NewStoryboard(term.Style{Column: wide + 2}, msg.New(lang), *f, "lessons/02-mutex", wide)
}

func TestStoryboardNamesWhoHoldsWhichLock(t *testing.T) {
	b := boardOf(t, opposite(), "en", 58)
	require.Len(t, b.Frames, 4, "the two rows of the trace, and the two lines at which the moves wait")
	assert.Equal(t, []string{"mutexmap.go:98 move 1", "Lock from.mu: move 1 holds it, since mutexmap.go:98."}, b.Frames[0].Note)
	assert.Contains(t, strings.Join(b.Frames[1].Note, "\n"), "> move 1 could have gone on, and was interrupted.")
	end := strings.Join(b.End, " ")
	assert.Contains(t, strings.Join(strings.Fields(end), " "), "move 1 waits for a lock: mutexmap.go:100. move 2 holds to.mu, since mutexmap.go:98.")
	assert.Contains(t, end, "They wait for each other, in a circle: move 1, move 2.")
}

func TestStoryboardSpeaksOfACircleOnlyWhereThereIsOne(t *testing.T) {
	send := &explore.Result{
		Cause: explore.Deadlock, Schedules: 1,
		Trace: []explore.Step{boardStep("main", 58, "sm.c <- command{action: set}", "send", 1, false)},
		Blocked: []explore.Blocked{
			{Goroutine: "main", State: "wait for Update", File: boardFile, Line: 20},
			{Goroutine: "Update", State: "send", File: boardFile, Line: 58, Object: 1},
		},
	}
	self := opposite()
	self.Blocked = self.Blocked[1:2]
	self.Blocked[0].Object = 1
	readers := opposite() // a reader that waits behind a writer, which waits for that reader
	readers.Trace = []explore.Step{boardStep("reader", 71, "m.mu.RLock()", "rlock", 1, false)}
	readers.Blocked = []explore.Blocked{
		{Goroutine: "reader", State: "rlock", File: boardFile, Line: 71, Object: 1},
		{Goroutine: "writer", State: "lock", File: boardFile, Line: 19, Object: 1},
	}
	for _, lang := range msg.Langs() {
		mark := map[string]string{"en": "in a circle", "ko": "순환 대기"}[lang]
		said := func(r *explore.Result) string { return strings.Join(boardOf(t, r, lang, 58).End, " ") }
		assert.NotContains(t, said(send), mark)
		assert.NotContains(t, said(self), mark)
		assert.Contains(t, said(self), map[string]string{"en": "holds itself", "ko": "자기가 쥔"}[lang])
		assert.Contains(t, said(opposite()), mark)
		assert.Contains(t, said(readers), mark)
	}
}

func TestStoryboardUnlocksAgain(t *testing.T) {
	r := opposite()
	r.Cause, r.Blocked = explore.Check, nil
	r.Trace = append(r.Trace[:1], boardStep("move 1", 101, "}", "unlock", 1, false))
	b := boardOf(t, r, "en", 58)
	assert.Contains(t, b.Frames[1].Note, "No lock is held.")
}

func TestStoryboardFits(t *testing.T) {
	long := &explore.Result{Cause: explore.Check, Schedules: 3, Message: "방문 두 번의 비용은 1씩인데 Sum의 결과는 1입니다. it is 1, and it is to be 2"}
	for _, who := range []string{"main", "the Update that is at work", "Close #2"} {
		s := boardStep(who, 55, `old, found := m.m[aVeryLongNameOfAKeyThatIsWiderThanAColumn]`, "read", 0, true)
		s.Name, s.Value = "m.m", `"aKeyOfTwentyLetters": 123456789`
		long.Trace = append(long.Trace, s)
	}
	for _, lang := range msg.Langs() {
		for _, wide := range []int{58, 70, 78} {
			for _, r := range []*explore.Result{opposite(), long} {
				b := boardOf(t, r, lang, wide)
				all := append(append(append([]string{}, b.Legend...), b.Head...), b.End...)
				for _, f := range b.Frames {
					all = append(append(append(all, f.Rows...), f.Past...), f.Note...)
				}
				for _, line := range all {
					assert.LessOrEqual(t, term.Width(line), wide, "%s", line)
					assert.NotContains(t, line, "/home/", "no absolute path")
					assert.NotContains(t, line, "<storyboard", "a text is missing")
				}
			}
		}
		b := boardOf(t, long, lang, 58)
		for _, f := range b.Frames {
			for _, rows := range [][]string{f.Rows, f.Past} {
				assert.Contains(t, squeezed(rows), "123456789", "a value is whole")
			}
			assert.Contains(t, squeezed(f.Rows), "aVeryLongNameOfAKeyThatIsWiderThanAColumn]", "the newest row's code is whole")
		}
	}
}

// squeezed returns the text of one column, without its breaks and underlines.
func squeezed(rows []string) string {
	return strings.NewReplacer(" ", "", "│", "", "|", "", "~", "").Replace(strings.Join(rows, ""))
}

func TestSpotlightShowsBothLinesWhole(t *testing.T) {
	f := goout.Finding{
		Kind: goout.KindDataRace, Pattern: "unguarded-counter",
		Accesses: []goout.Access{
			{Op: "read", File: "sum.go", Line: 5, Created: &goout.Location{File: "sum.go", Line: 4}},
			{Op: "write", File: "sum.go", Line: 5, Created: &goout.Location{File: "sum_test.go", Line: 9}},
		},
	}
	src := fstest.MapFS{"sum.go": &fstest.MapFile{Data: []byte("package p\n\nfunc f() {\n\tgo func() {\n\t\ttotal += costOfOneVisitWithAVeryLongName(visitsOfTheWholeDay[i])\n\t}()\n}\n")}}
	for _, lang := range msg.Langs() {
		lines := report.Spotlight(term.Style{}, msg.New(lang), f, src, 58)
		text := strings.Join(lines, "\n")
		assert.Equal(t, 2, strings.Count(squeezed(lines), "total+=costOfOneVisitWithAVeryLongName(visitsOfTheWholeDay[i])"), text)
		assert.Equal(t, 2, strings.Count(text, "~~~~~"), text)
		assert.Contains(t, text, "sum.go:4")
		assert.NotContains(t, text, "sum_test.go", "where a test started it says nothing about the program")
		for _, line := range lines {
			assert.LessOrEqual(t, term.Width(line), 58, line)
		}
	}
}
