package player_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/internal/golden"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/web/player"
)

// closesOnce is the schedule of closes in which B does something else after A has closed the channel.
func closesOnce() *explore.Result {
	r := closes()
	r.Cause, r.By, r.Message = explore.None, "", ""
	r.Trace = r.Trace[:3]
	r.Trace[2].Op, r.Trace[2].Code, r.Trace[2].Line = "receive", "<-m.done", 8
	return r
}

func renderBoth(t *testing.T, bad, good *explore.Result, lang string) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, player.Write(&b, player.Input{Name: "close", Sentence: "it panics", Result: bad, Good: good}, msg.New(lang)))
	return b.String()
}

func TestWhatThePageOfTwoSchedulesSays(t *testing.T) {
	g := golden.Open(t, "testdata/both.txt")
	for _, lang := range msg.Langs() {
		g.Equal(t, lang, bare(renderBoth(t, closes(), closesOnce(), lang)))
	}
}

func TestTheFirstDifferenceIsMarkedInBothSchedules(t *testing.T) {
	page := renderBoth(t, closes(), closesOnce(), "en")
	assert.Equal(t, 2, strings.Count(page, `<div class="stage `))
	assert.Equal(t, 2, strings.Count(page, `<tr data-row="3" class="switch differs">`), "B closes, or receives")
	assert.Equal(t, 2, strings.Count(page, " differs\">"))
	assert.Contains(t, page, "Step 3 is the first difference. In the schedule that breaks: B: closes m.done. In the one that holds: B: &lt;-m.done.")
}

func TestAScheduleThatIsOverFirst(t *testing.T) {
	good := closesOnce()
	good.Trace = good.Trace[:2]
	page := renderBoth(t, closes(), good, "en")
	assert.Contains(t, page, "In the one that holds: it is over.")
	assert.Equal(t, 1, strings.Count(page, " differs\">"))
	assert.Contains(t, renderBoth(t, closes(), closes(), "en"), "The two schedules make the same steps.")
}

func TestTwoLongSchedulesStayUnderTheLimit(t *testing.T) {
	bad, good := closes(), closesOnce()
	for range 400 {
		bad.Trace, good.Trace = append(bad.Trace, bad.Trace[1], bad.Trace[2]), append(good.Trace, good.Trace[1], good.Trace[2])
	}
	page := renderBoth(t, bad, good, "ko")
	assert.Less(t, len(page), player.MaxSize)
	assert.Equal(t, 2, strings.Count(page, "생략했습니다"))
}

func TestViewsByKeys(t *testing.T) {
	page := renderBoth(t, closes(), closesOnce(), "en")
	first := func(text string) string { return strings.Split(text, "\n")[0] }
	direct := look(t, page, "3both", `[]`)
	assert.Equal(t, "#3both", first(direct))
	assert.Equal(t, direct, look(t, page, "", `["d"]`), "the first difference, in both")
	assert.Equal(t, "#1holds", first(look(t, page, "1", `["v"]`)))
	assert.Equal(t, look(t, page, "2", `[]`), look(t, page, "2", `["v", "v", "v"]`), "around")
	assert.Equal(t, "#4both", first(look(t, page, "0both", `["End"]`)), "to the end of the longer one")
}
