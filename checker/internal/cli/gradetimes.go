package cli

import (
	"strings"
	"time"

	"sharedmap-workshop/checker/internal/intake"
)

// newest returns the time of the newest file that counts.
func newest(s intake.Student) time.Time {
	var t time.Time
	for _, l := range s.Lessons {
		if at := l.Files[0].Time; at.After(t) {
			t = at
		}
	}
	return t
}

// clock returns a time in the class's zone.
func (g gradeTable) clock(t time.Time, zone *time.Location) string {
	if t.IsZero() {
		return g.say.Say("grade.no-time")
	}
	return t.In(zone).Format("2006-01-02 15:04")
}

// zoneName returns a zone's name and its distance from Greenwich.
func zoneName(t time.Time, zone *time.Location) string {
	distance := t.In(zone).Format("-07:00")
	if name := zone.String(); strings.Contains(name, "/") {
		return name + " (" + distance + ")"
	}
	return distance
}
