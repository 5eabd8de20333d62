package cli

import (
	"fmt"
	"time"

	"sharedmap-workshop/checker/internal/grade"
	"sharedmap-workshop/checker/internal/results"
	"sharedmap-workshop/checker/internal/safetext"
	"sharedmap-workshop/checker/internal/term"
)

// gradeProgress shows on stderr how many students are done, how long the others may take, and who was the last.
type gradeProgress struct {
	*app
	style    term.Style
	start    time.Time
	last     grade.Event
	lastLine time.Time
}

func (a *app) newGradeProgress() *gradeProgress {
	return &gradeProgress{app: a, style: a.style(a.Stderr), start: now(), lastLine: now()}
}

// show shows events until their channel is closed, and passes each on.
func (g *gradeProgress) show(events <-chan grade.Event, each func(grade.Event)) {
	ticker := time.NewTicker(tick)
	defer ticker.Stop()
	for {
		select {
		case e, ok := <-events:
			if !ok {
				if g.style.Live {
					fmt.Fprint(g.Stderr, "\r\x1b[K")
				}
				return
			}
			g.last = e
			if !e.Planned {
				each(e)
			}
		case <-ticker.C:
			g.pulse(now())
		}
	}
}

// pulse redraws the line. Where lines cannot be redrawn it writes one now and then.
func (g *gradeProgress) pulse(at time.Time) {
	if g.last.ToJudge == 0 { // nothing has to be built, and nobody waits long
		return
	}
	text := g.text(at)
	if g.style.Live {
		bar := ""
		if g.last.Total > 0 {
			bar = g.style.Bar(g.last.Done, g.last.Total, buildBar) + " "
		}
		fmt.Fprintf(g.Stderr, "\r\x1b[K%s%s", bar, term.Cut(text, g.style.Column-1-term.Width(bar)))
		return
	}
	if at.Sub(g.lastLine) > slowTick {
		g.lastLine = at
		fmt.Fprintln(g.Stderr, text)
	}
}

// text returns the line.
func (g *gradeProgress) text(at time.Time) string {
	if g.last.Judged == 0 {
		return g.say.Say("grade.building", "seconds", int(at.Sub(g.start).Seconds()))
	}
	left := at.Sub(g.start) / time.Duration(g.last.Judged) * time.Duration(g.last.ToJudge-g.last.Judged)
	s := g.last.Student
	return g.say.Say("grade.progress", "done", g.last.Done, "total", g.last.Total, "left", g.duration(left), "student", safetext.Line(s.Student), "points", shownPoints(s))
}

func shownPoints(s results.Student) string { return fmt.Sprintf("%d/%d", s.Points, s.Max) }

// duration returns a time for people: nobody needs the seconds of an hour.
func (g *gradeProgress) duration(d time.Duration) string {
	if d < time.Minute {
		return g.say.Say("grade.seconds", "n", int(d.Seconds()+0.5))
	}
	return g.say.Say("grade.minutes", "n", int(d.Minutes()+0.5))
}
