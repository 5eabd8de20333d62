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

// timeSources are the sources of times in the order in which they are named. The first is the only one that the students do not control.
var timeSources = []intake.TimeSource{intake.TimeLMS, intake.TimeCommit, intake.TimeEntry, intake.TimeFile}

// timesLegend says whose clocks the times in the table are from, and of how many students.
func (g gradeTable) timesLegend(zone *time.Location) {
	students := map[intake.TimeSource]int{}
	for _, s := range g.class.Students {
		own := map[intake.TimeSource]bool{}
		for _, l := range s.Lessons {
			own[l.Files[0].TimeFrom] = true
		}
		for source := range own {
			students[source]++
		}
	}
	var named []string
	for _, source := range timeSources {
		if n := students[source]; n > 0 {
			named = append(named, g.say.Say("grade.source-count", "source", g.say.Say("time-from."+string(source)), "count", n))
		}
	}
	if len(named) == 0 {
		return
	}
	g.line("", g.say.Say("grade.times", "zone", zoneName(time.Now(), zone), "sources", strings.Join(named, ", ")))
	if len(named) > 1 || students[intake.TimeLMS] == 0 {
		g.line("", g.say.Say("grade.times-own"))
	}
}
