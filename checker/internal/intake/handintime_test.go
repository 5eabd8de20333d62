package intake_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/intake"
)

// Moodle writes the time of handing in as its language packs say, in the zone of who downloads the worksheet.
func TestTheRosterSaysWhenSomethingWasHandedIn(t *testing.T) {
	seoul := time.FixedZone("", 9*3600)
	at := time.Date(2026, 3, 20, 23, 9, 0, 0, seoul)
	for cell, want := range map[string]time.Time{
		"Friday, 20 March 2026, 11:09 PM":      at,
		"Friday, March 20, 2026, 11:09 PM":     at,
		"Friday, 20 March 2026, 11:09\u202fPM": at,
		"금요일, 20 3월 2026, 11:09 오후":            at,
		"금요일, 20 3월 2026, 11:09 PM":            at,
		"2026년 3월 20일, 금요일, 오후 11:09":          at,
		"2026-03-20 오후 11:09":                  at,
		"2026-03-20 23:09":                     at,
		"2026-03-20 23:09:00":                  at,
		"2026/03/20 23:09":                     at,
		"2026. 3. 20. 23:09":                   at,
		"2026-03-20T14:09:00Z":                 at,
		"2026-03-20 14:09 UTC":                 at,
		"금요일, 20 3월 2026, 12:09 오전":            at.Add(-23 * time.Hour),
		"-":                                    {},
		"":                                     {},
	} {
		r, err := intake.ReadRoster(strings.NewReader("id,Last modified (submission)\ns1,\""+cell+"\"\n"), seoul)
		if assert.NoError(t, err, cell) {
			assert.True(t, want.Equal(r.Students[0].Submitted), "%s: %s", cell, r.Students[0].Submitted)
		}
	}
	for _, cell := range []string{"yesterday", "금요일, 20 3월 2026, 13:09 오후", "2026-13-20 23:09", "03/04/2026 23:09", "20 March 2026"} {
		_, err := intake.ReadRoster(strings.NewReader("id,제출 시각\ns1,\""+cell+"\"\n"), seoul)
		assert.Equal(t, []string{"2 submitted " + cell}, problems(err), cell)
	}
	for _, header := range []string{"Last modified (submission)", "마지막 수정됨(제출)", "submitted_at", "Submitted at", "제출 시각", "제출일시"} {
		assert.Equal(t, "submitted", intake.HeaderMeaning(header), header)
	}
}

// The clock of the LMS counts before those of the students: a file that says it is early may be late.
func TestTheTimeOfTheLMSDecidesWhoIsLate(t *testing.T) {
	early, late := at, at.Add(3*time.Hour)
	dir := classOf(t, map[string][]byte{
		"s1.zip":        zipOf(t, file{name: tally, content: answer("1"), time: early}, file{name: mutex, content: answer("1"), time: early}),
		"s2.zip":        zipOf(t, file{name: tally, content: answer("2"), time: late}),
		"s3.zip":        zipOf(t, file{name: tally, content: answer("3"), time: late}),
		"s4/first.zip":  zipOf(t, file{name: tally, content: answer("old"), time: early}),
		"s4/second.zip": zipOf(t, file{name: tally, content: answer("new"), time: late}),
	})
	stamp := func(t time.Time) string { return t.Format(time.RFC3339) }
	roster := "id,submitted at,extension\ns1," + stamp(late) + ",\ns2," + stamp(early) + ",\ns3,,\ns4," + stamp(late) + ",1d\ns5,-,\ns6," + stamp(early) + ",\n"
	c := read(t, dir, withRoster(rosterOf(t, roster)), func(o *intake.Options) { o.Deadline = at.Add(time.Hour) })
	for id, want := range map[string]struct {
		late bool
		from intake.TimeSource
		time time.Time
	}{
		"s1": {true, intake.TimeLMS, late},
		"s2": {false, intake.TimeLMS, early},
		"s3": {true, intake.TimeEntry, late},
		"s4": {false, intake.TimeLMS, late},
	} {
		s := student(t, c, id)
		assert.Equal(t, want.late, s.Late, id)
		for _, l := range s.Lessons {
			assert.Equal(t, want.from, l.Files[0].TimeFrom, id)
			assert.True(t, want.time.Equal(l.Files[0].Time), id)
		}
	}
	assert.Equal(t, answer("new"), source(t, student(t, c, "s4"), "01-race"), "which file is the newest is known from their own times")
	assert.Equal(t, intake.StateMissing, student(t, c, "s5").State)
	assert.Empty(t, why(student(t, c, "s5")))
	assert.Equal(t, []string{intake.WhyNotFound}, why(student(t, c, "s6")), "the LMS has something that is not here")
}

// Canvas marks what is later than its own due date. It does not know of an extension that stands in the roster alone.
func TestCanvasMarkAndExtensions(t *testing.T) {
	zip := func(n string) []byte {
		return zipOf(t, file{name: tally, content: answer(n), time: at.Add(2 * time.Hour)})
	}
	dir := classOf(t, map[string][]byte{
		"kim_LATE_101_9001_work.zip":  zip("1"),
		"lee_LATE_102_9002_work.zip":  zip("2"),
		"park_LATE_103_9003_work.zip": zip("3"),
		"choi_104_9004_work.zip":      zip("4"),
	})
	roster := "id,lms id,extension,submitted at\ns1,101,,\ns2,102,1d,\ns3,103,1d," + at.Add(48*time.Hour).Format(time.RFC3339) + "\ns4,104,,\n"
	c := read(t, dir, withRoster(rosterOf(t, roster)), func(o *intake.Options) { o.Deadline = at.Add(time.Hour) })
	assert.True(t, student(t, c, "s1").Late, "Canvas says so")
	assert.False(t, student(t, c, "s2").Late, "the extension is longer")
	assert.Contains(t, why(student(t, c, "s2")), intake.WhyLateMark)
	assert.True(t, student(t, c, "s3").Late, "the extension was not long enough")
	assert.NotContains(t, why(student(t, c, "s3")), intake.WhyLateMark)
	c = read(t, dir, withRoster(rosterOf(t, roster)))
	require.True(t, student(t, c, "s2").Late, "without a deadline of ours, Canvas' mark counts")
}
