package intake

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// parseSubmitted reads a cell with the time of handing in, as an LMS writes it. A cell without a time ("-" or nothing) is the zero time. A time without a
// zone is in zone: Moodle writes the worksheet in the zone of who downloads it.
func parseSubmitted(cell string, zone *time.Location) (time.Time, bool) {
	cell = strings.Join(strings.Fields(cell), " ") // Moodle may put a narrow space before PM
	if cell == "" || cell == "-" {
		return time.Time{}, true
	}
	if t, err := ParseDeadline(cell); err == nil {
		return t, true
	}
	if t, ok := parseClock(strings.ReplaceAll(cell, "/", "-"), zone); ok {
		return t, true
	}
	for _, form := range moodleEnglish {
		if t, err := time.ParseInLocation(form, cell, zone); err == nil {
			return t, true
		}
	}
	return parseKoreanTime(cell, zone)
}

// moodleEnglish are the times of Moodle's language packs en and en_us (strftimedaydatetime in langconfig.php).
var moodleEnglish = []string{"Monday, 2 January 2006, 3:04 PM", "Monday, January 2, 2006, 3:04 PM"}

// The parts of a time in Korean. Moodle's language pack ko keeps the English order: "금요일, 20 3월 2026, 11:59 오후". Spreadsheets and portals write
// "2026년 3월 20일 오후 11:59" or "2026. 3. 20. 23:59".
var (
	koreanMoodleDate = regexp.MustCompile(`^(?:[월화수목금토일]요일, )?(\d{1,2}) (\d{1,2})월 (\d{4}),? `)
	koreanDate       = regexp.MustCompile(`^(\d{4})(?:년 ?|\. ?|-)(\d{1,2})(?:월 ?|\. ?|-)(\d{1,2})(?:일|\.)?,? ?`)
	koreanDay        = regexp.MustCompile(`^\(?[월화수목금토일](?:요일)?\)?,? `)
	koreanClock      = regexp.MustCompile(`^(?:(오전|오후|AM|PM) )?(\d{1,2}):(\d\d)(?::(\d\d))?(?: (오전|오후|AM|PM))?$`)
)

// parseKoreanTime reads a time in one of the Korean forms.
func parseKoreanTime(s string, zone *time.Location) (time.Time, bool) {
	var year, month, day string
	if m := koreanMoodleDate.FindStringSubmatch(s); m != nil {
		day, month, year, s = m[1], m[2], m[3], s[len(m[0]):]
	} else if m := koreanDate.FindStringSubmatch(s); m != nil {
		year, month, day, s = m[1], m[2], m[3], s[len(m[0]):]
	} else {
		return time.Time{}, false
	}
	m := koreanClock.FindStringSubmatch(koreanDay.ReplaceAllString(s, ""))
	if m == nil {
		return time.Time{}, false
	}
	number := func(s string) int { n, _ := strconv.Atoi(s); return n }
	hour, ok := hourOf(number(m[2]), m[1]+m[5])
	t := time.Date(number(year), time.Month(number(month)), number(day), hour, number(m[3]), number(m[4]), 0, zone)
	same := t.Month() == time.Month(number(month)) && t.Day() == number(day) && t.Minute() == number(m[3])
	return t, ok && same
}

// hourOf returns the hour of a day of 24 hours.
func hourOf(hour int, half string) (int, bool) {
	switch half {
	case "":
		return hour, hour < 24
	case "오전", "AM":
		return hour % 12, hour >= 1 && hour <= 12
	case "오후", "PM":
		return hour%12 + 12, hour >= 1 && hour <= 12
	}
	return 0, false // both before and behind the time
}

// useLMSTime gives the files the time by the LMS's clock, if it is known. It is the time of everything that the student has handed in; which of several
// files is the newest is known from the files' own times.
func (s *Student) useLMSTime(files []File) {
	if s.submitted.IsZero() {
		return
	}
	for i := range files {
		files[i].Time, files[i].TimeFrom = s.submitted, TimeLMS
		if !s.Deadline.IsZero() { // else the LMS's own mark counts
			files[i].Late = isLate(s.submitted, s.Deadline)
		}
	}
}

// isExtended reports whether the roster gives the student more time than the class has.
func (s *Student) isExtended() bool { return !s.Deadline.IsZero() && s.extension != Extension{} }

// noteNotFound adds a problem if the roster says when the student has handed in, and nothing of theirs was found.
func (s *Student) noteNotFound(o Options) {
	if s.State == StateMissing && !s.submitted.IsZero() {
		s.Problems = append(s.Problems, Problem{Why: WhyNotFound, Where: s.ID, What: s.submitted.In(o.Zone).Format("2006-01-02 15:04")})
	}
}

// noteLateMark adds a problem if the LMS's own mark does not count, because the roster has an extension of which the LMS may know nothing.
func (s *Student) noteLateMark(o Options) {
	marked := slices.IndexFunc(s.Submissions, func(sub Submission) bool { return sub.LateMark })
	if marked >= 0 && s.isExtended() && s.submitted.IsZero() {
		s.Problems = append(s.Problems, Problem{Why: WhyLateMark, Where: s.Submissions[marked].From, What: s.Deadline.In(o.Zone).Format("2006-01-02 15:04")})
	}
}
