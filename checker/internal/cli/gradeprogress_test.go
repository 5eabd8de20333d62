package cli

import (
	"bytes"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"sharedmap-workshop/checker/internal/grade"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/results"
	"sharedmap-workshop/checker/internal/term"
)

// The progress is silent where nothing has to be judged, and names what is going on otherwise.
func TestGradingShowsWhatItDoes(t *testing.T) {
	start := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	shown := func(e grade.Event, live bool) string {
		var out bytes.Buffer
		g := &gradeProgress{app: &app{Env: Env{Stderr: &out}, say: msg.New("en")}, style: term.Style{Column: 80, Live: live}, start: start, lastLine: start, last: e}
		g.pulse(start.Add(time.Minute))
		return out.String()
	}
	someone := results.Student{Student: "s1", Points: 2, Max: 6}
	for _, live := range []bool{false, true} {
		assert.Empty(t, shown(grade.Event{}, live), "nothing is known yet")
		assert.Empty(t, shown(grade.Event{Planned: true, Total: 300}, live), "nothing is new")
		assert.Empty(t, shown(grade.Event{Student: someone, Done: 200, Total: 300}, live), "nothing is new")
		assert.Contains(t, shown(grade.Event{Planned: true, Total: 300, ToJudge: 4}, live), "Building… (60 s)")
		assert.Contains(t, shown(grade.Event{Student: someone, Done: 297, Total: 300, Judged: 2, ToJudge: 4}, live), "297 of 300 students, about 1 min")
	}
}
