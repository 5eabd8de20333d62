package points_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

// The first lesson has 3 points, the second one 2.
func TestTheWaysToTakePointsForBeingLate(t *testing.T) {
	deadline := time.Date(2026, 3, 20, 23, 59, 0, 0, time.UTC)
	for _, c := range []struct {
		rules string
		after time.Duration
		want  string
	}{
		{"percent_once = 20", time.Second, "4.4"},
		{"percent_once = 20", 90 * 24 * time.Hour, "4.4"},
		{"percent_once = 20\npercent_per_day = 10", 25 * time.Hour, "3.8"},
		{"percent_once = 80\npercent_per_day = 30", time.Hour, "2"},
		{"percent_once = 20\ngrace_minutes = 60", time.Hour, "5"},
		{"cut_off_hours = 36", 36 * time.Hour, "5"},
		{"cut_off_hours = 36", 36*time.Hour + time.Second, "2"},
		{"cut_off_hours = 36\ngrace_minutes = 30", 36*time.Hour + 30*time.Minute, "5"},
		{"cut_off_days = 2\npercent_once = 50", 48 * time.Hour, "3.5"},
		{"cut_off_days = 2\npercent_once = 50", 49 * time.Hour, "2"},
	} {
		s := half()
		s.Deadline, s.Lessons[0].Late, s.Lessons[0].Time = deadline, true, deadline.Add(c.after)
		assert.Equal(t, c.want, scheme(t, "[late]\n"+c.rules).Grade(two, s).Value, c.rules)
	}
	s := half()
	s.Lessons[0].Late = true
	g := scheme(t, "[late]\ncut_off_hours = 1\npercent_once = 50").Grade(two, s)
	assert.Equal(t, "3.5", g.Value, "where only the LMS says late, nobody knows that it was later than the cut-off")
	assert.False(t, g.Lessons[0].CutOff)
}
