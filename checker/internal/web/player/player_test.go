package player_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/internal/golden"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/web/player"
)

// closes are two goroutines that close one channel.
func closes() *explore.Result {
	stand := func(who string, can bool, op string, objects ...int) explore.Standing {
		return explore.Standing{Goroutine: who, Can: can, Op: op, Objects: objects, File: "m.go", Line: 7, Code: "close(m.done)"}
	}
	step := func(who, op, value string, before ...explore.Standing) explore.Step {
		return explore.Step{Goroutine: who, File: "m.go", Line: 7, Code: "close(m.done)", Op: op, Value: value, Object: 1,
			Before: &explore.Moment{Goroutines: before, Locks: []explore.Lock{{Object: 2, Owners: []string{"main"}}}, Channels: []explore.Channel{{Object: 1, Size: 2, Values: []string{"4"}}}}}
	}
	r := &explore.Result{Cause: explore.Panic, By: "B", Message: "close of closed channel", Final: &explore.Moment{}}
	r.Objects = []explore.Object{{Number: 1, Kind: "channel", Name: "m.done"}, {Number: 2, Kind: "lock", Name: "mu"}}
	r.Trace = []explore.Step{
		{Goroutine: "main", Op: "go", Value: "A"},
		step("A", "close", "", stand("main", false, "lock", 2), stand("A", true, "", 0), stand("B", true, "close", 1)),
		step("B", "close", "", stand("main", false, "receive", 1), stand("B", true, "", 0)),
		{Goroutine: "B", File: "m.go", Line: 7, Code: "close(m.done)", Op: "panic", Value: "close of closed channel"},
	}
	r.Trace[2].Switch, r.Trace[2].ReleasedBy = true, 2
	return r
}

func render(t *testing.T, r *explore.Result, lang string, source ...string) string {
	t.Helper()
	var b bytes.Buffer
	in := player.Input{Name: "close", Sentence: "it panics", Result: r, Source: func(string) []string { return source }}
	require.NoError(t, player.Write(&b, in, msg.New(lang)))
	return b.String()
}

// bare returns what a page says, without its style, script and tags.
func bare(page string) string {
	page = regexp.MustCompile(`(?s)<style>.*?</style>|<script.*?</script>|<head>.*?<title>`).ReplaceAllString(page, "")
	page = regexp.MustCompile(`</(li|p|h\d|tr|th|td|button|i)>`).ReplaceAllString(page, "\n")
	page = regexp.MustCompile(`(?s)<[^>]*>`).ReplaceAllString(page, "")
	return regexp.MustCompile(`\n\s*`).ReplaceAllString(page, "\n")
}

func TestWhatThePageSays(t *testing.T) {
	g := golden.Open(t, "testdata/pages.txt")
	for _, lang := range msg.Langs() {
		g.Equal(t, lang, bare(render(t, closes(), lang, "", "", "", "", "", "", "\tclose(m.done)")))
	}
}

func TestEachStateIsInThePage(t *testing.T) {
	page := render(t, closes(), "en")
	for k := range 5 {
		assert.Equal(t, 1, strings.Count(page, fmt.Sprintf(`<section class="state" data-state="%d"`, k)))
	}
	assert.NotContains(t, page, "&lt;player.", "a text is missing")
	assert.Contains(t, page, "waits for the lock mu, which main holds")
	assert.Contains(t, page, "buffer 1 of 2 [4]")
}

func TestAScheduleWithoutAStepShowsItsEnd(t *testing.T) {
	r := &explore.Result{Cause: explore.Deadlock, Objects: []explore.Object{{Number: 1, Kind: "channel", Name: "m.c"}}}
	r.Final = &explore.Moment{Goroutines: []explore.Standing{{Goroutine: "main", Op: "send", Objects: []int{1}, File: "m.go", Line: 2, Code: "m.c <- 1"}}}
	page := render(t, r, "en", "", "m.c <- 1")
	assert.Contains(t, page, "waits to send on the channel m.c")
	assert.Contains(t, page, `<li data-line="0:2">`)
}

func TestOneAnswerOfEachQuestionIsRight(t *testing.T) {
	questions := regexp.MustCompile(`(?s)<section class="question".*?</section>`).FindAllString(render(t, closes(), "en"), -1)
	require.Len(t, questions, 1)
	for _, q := range questions {
		assert.Equal(t, 1, strings.Count(q, `data-right="true"`), q)
		assert.GreaterOrEqual(t, strings.Count(q, `data-right="false"`), 1, q)
	}
}

func TestNothingOfAStudentIsHTML(t *testing.T) {
	const evil = "</script><script>alert(1)</script><!-- <img src=x onerror=alert(1)> \x1b[31m \u202e \" onload='"
	r := closes()
	for i := range r.Trace {
		s := &r.Trace[i]
		s.Goroutine, s.Code, s.Value, s.Name, s.File = s.Goroutine+evil, evil, evil, evil, evil
		if s.Before != nil {
			for k := range s.Before.Goroutines {
				g := &s.Before.Goroutines[k]
				g.Goroutine, g.Code, g.Op, g.File = g.Goroutine+evil, evil, "wait for "+evil, evil
			}
			s.Before.Channels[0].Values = []string{evil}
		}
	}
	r.Objects[0].Name, r.Objects[1].Name, r.Message = evil, evil, evil
	page := render(t, r, "en", evil, evil, evil, evil, evil, evil, evil)
	for _, raw := range []string{"<script>alert", "<img", "<!--", "\x1b", "\u202e", `" onload`} {
		assert.NotContains(t, page, raw)
	}
	assert.Equal(t, 1, strings.Count(page, "<script"))
	assert.Contains(t, page, "&lt;/script&gt;")
}

func TestThePolicyAllowsOnlyThePagesOwnStyleAndScript(t *testing.T) {
	page := render(t, closes(), "en")
	for tag, kind := range map[string]string{"style": "style-src", `script type="module"`: "script-src"} {
		_, rest, ok := strings.Cut(page, "<"+tag+">")
		require.True(t, ok)
		text, _, ok := strings.Cut(rest, "</"+strings.Fields(tag)[0]+">")
		require.True(t, ok)
		sum := sha256.Sum256([]byte(text))
		want := kind + " &#39;sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "&#39;"
		assert.Contains(t, strings.ReplaceAll(strings.ReplaceAll(page, "&#43;", "+"), "'", "&#39;"), want)
	}
	for _, other := range []string{" style=", " onclick=", "http:", "https:", "src=\"", "@import", "url("} {
		assert.NotContains(t, page, other)
	}
}

func TestALongScheduleStaysUnderTheLimit(t *testing.T) {
	r := closes()
	last := r.Trace[len(r.Trace)-1]
	for range 400 {
		r.Trace = append(r.Trace, r.Trace[1], r.Trace[2])
	}
	r.Trace = append(r.Trace, last)
	page := render(t, r, "ko")
	assert.Less(t, len(page), player.MaxSize)
	assert.Contains(t, page, "생략했습니다")
	assert.Contains(t, page, `class="state" data-state="40"`)
}
