package intake

import (
	"errors"
	"regexp"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // the names of zones, for machines that have no list of them
)

// The errors of ParseDeadline.
var (
	ErrDeadline = errors.New("not a time")
	ErrZone     = errors.New("no time zone")

	ErrUnknownZone = errors.New("unknown time zone")
)

// withoutZone are the forms of a time without its zone. A T may stand for the space.
var withoutZone = []string{"2006-01-02 15:04", "2006-01-02 15:04:05"}

// ParseDeadline reads a time with its zone: RFC 3339, or 2026-03-20 23:59 and +09:00, UTC, Z or Asia/Seoul. A time without a zone is ErrZone: the class
// and the machine may be in different ones. A zone that nobody knows is ErrUnknownZone; so are abbreviations such as KST, because several zones
// share them.
func ParseDeadline(s string) (time.Time, error) {
	s = strings.Join(strings.Fields(s), " ")
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t, nil
	}
	clock, zone := s, ""
	if at := strings.LastIndex(s, " "); strings.Count(s, " ") == 2 || at >= 0 && strings.Contains(s[:at], "T") {
		clock, zone = s[:at], s[at+1:]
	} else if m := offsetEnd.FindStringSubmatch(s); m != nil {
		clock, zone = m[1], m[2]
	}
	if _, ok := parseClock(clock, time.UTC); !ok {
		return time.Time{}, ErrDeadline
	}
	place, ok := parseZone(zone)
	if !ok && zone == "" {
		return time.Time{}, ErrZone
	}
	if !ok {
		return time.Time{}, ErrUnknownZone
	}
	t, _ := parseClock(clock, place)
	return t, nil
}

// offsetEnd is a time whose zone follows without a space.
var offsetEnd = regexp.MustCompile(`^(.*:\d\d)([+-]\d\d:?\d\d|Z)$`)

// offset is a zone as hours and minutes east of Greenwich.
var offset = regexp.MustCompile(`^(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d\d))?$`)

func parseZone(s string) (*time.Location, bool) {
	if s == "Z" || strings.EqualFold(s, "UTC") || strings.EqualFold(s, "GMT") {
		return time.UTC, true
	}
	if m := offset.FindStringSubmatch(s); m != nil {
		hours, _ := strconv.Atoi(m[2])
		minutes, _ := strconv.Atoi("0" + m[3])
		seconds := hours*3600 + minutes*60
		if m[1] == "-" {
			seconds = -seconds
		}
		return time.FixedZone("", seconds), hours <= 14 && minutes < 60
	}
	if !strings.Contains(s, "/") {
		return nil, false
	}
	place, err := time.LoadLocation(s)
	return place, err == nil
}

func parseClock(s string, zone *time.Location) (time.Time, bool) {
	s = strings.Replace(s, "T", " ", 1)
	for _, form := range withoutZone {
		if t, err := time.ParseInLocation(form, s, zone); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// duration is an extension as a number of days, hours or minutes.
var duration = regexp.MustCompile(`^\+?(\d{1,4}) ?(d|day|days|일|h|hour|hours|시간|m|min|minutes|분)$`)

// parseExtension reads a cell: a time with or without a zone, a day, or a duration such as 2d, 48h, 3일.
func parseExtension(cell string, zone *time.Location) (Extension, bool) {
	if cell == "" {
		return Extension{}, true
	}
	if m := duration.FindStringSubmatch(strings.ToLower(cell)); m != nil {
		n, _ := strconv.Atoi(m[1])
		unit := time.Minute
		switch m[2] {
		case "d", "day", "days", "일":
			unit = 24 * time.Hour
		case "h", "hour", "hours", "시간":
			unit = time.Hour
		}
		return Extension{More: time.Duration(n) * unit}, true
	}
	if t, err := ParseDeadline(cell); err == nil {
		return Extension{Until: t}, true
	}
	if t, ok := parseClock(cell, zone); ok {
		return Extension{Until: t}, true
	}
	if t, err := time.ParseInLocation(time.DateOnly, cell, zone); err == nil {
		return Extension{Until: t.AddDate(0, 0, 1).Add(-time.Second)}, true // to the end of that day
	}
	return Extension{}, false
}
