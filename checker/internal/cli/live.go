package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"time"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/gotest"
	"sharedmap-workshop/checker/internal/outcome"
	"sharedmap-workshop/checker/internal/report"
	"sharedmap-workshop/checker/internal/term"
)

// Times and sizes of the live line. A shorter tick makes the line flicker, and a longer one makes the run look stopped.
const (
	tick     = 100 * time.Millisecond
	slowNote = 5 * time.Second  // without a first result after this time, the line explains the delay
	buildBar = 20               // the width in columns
	slowTick = 10 * time.Second // the interval between lines, where a line cannot be redrawn
)

// live shows the progress of a run: finished lessons on stdout, in the order of the course, and one line on stderr that is redrawn.
type live struct {
	app      *app
	choices  []course.Choice
	style    term.Style // of stderr
	src      fs.FS      // the repo's tree
	done     map[string]*outcome.Lesson
	shown    int
	steps    int              // verdicts so far
	built    *gotest.Building // progress of the build; nil if it is not known
	start    time.Time
	lastLine time.Duration // when the last line was written, if lines cannot be redrawn
}

func (a *app) newLive(choices []course.Choice, src fs.FS) *live {
	return &live{app: a, choices: choices, style: a.style(a.Stderr), src: src, done: map[string]*outcome.Lesson{}, start: now()}
}

// show shows events until their channel is closed.
func (v *live) show(events <-chan gotest.Event) {
	ticker := time.NewTicker(tick)
	defer ticker.Stop()
	for {
		select {
		case e, ok := <-events:
			if !ok {
				v.clear()
				return
			}
			v.handle(e)
		case <-ticker.C:
			v.pulse(time.Since(v.start))
		}
	}
}

func (v *live) handle(e gotest.Event) {
	if e.Built != nil {
		v.built = e.Built
		return
	}
	if e.Step != nil {
		v.steps++
		return
	}
	l := outcome.Judge(*e.Lesson, v.src)
	v.done[l.Lesson.ID] = &l
	for v.shown < len(v.choices) && v.done[v.choices[v.shown].Lesson.ID] != nil {
		v.clear()
		if !v.app.json {
			res := v.done[v.choices[v.shown].Lesson.ID]
			report.Lesson(v.app.Stdout, v.app.style(v.app.Stdout), v.app.say, *res)
		}
		v.shown++
	}
}

// showUnrun shows the lessons that did not run because of a fault of the machine.
func (v *live) showUnrun(lessons []outcome.Lesson, err error) {
	var machine *gotest.EnvironmentError
	if !errors.As(err, &machine) || v.app.json {
		return
	}
	for _, l := range lessons[v.shown:] {
		report.Lesson(v.app.Stdout, v.app.style(v.app.Stdout), v.app.say, l)
	}
}

// pulse redraws the live line, which shows that the run is going on. After slowNote the line explains the delay.
func (v *live) pulse(elapsed time.Duration) {
	text, bar := v.statusText(int(elapsed.Seconds()), elapsed > slowNote), ""
	if v.style.Live {
		if v.built != nil && v.building() {
			bar = v.style.Bar(v.built.Done, v.built.Total, buildBar) + " "
		}
		spin := []string{"|", "/", "-", `\`}[int(elapsed/tick)%4]
		fmt.Fprintf(v.app.Stderr, "\r\x1b[K%s %s%s", spin, bar, term.Cut(text, v.style.Column-3-term.Width(bar)))
		return
	}
	if elapsed > slowNote && (v.lastLine == 0 || elapsed-v.lastLine > slowTick) {
		v.lastLine = elapsed
		fmt.Fprintln(v.app.Stderr, text)
	}
}

// building reports whether no step and no lesson has a verdict yet.
func (v *live) building() bool { return v.steps == 0 && len(v.done) == 0 }

// statusText returns the text of the live line. If long is set, the text explains the delay.
func (v *live) statusText(seconds int, long bool) string {
	switch {
	case !v.building():
		return v.app.say.Say("run.running", "steps", v.steps, "total", v.total(), "seconds", seconds)
	case v.built != nil:
		return v.app.say.Say("run.built", "done", v.built.Done, "total", v.built.Total, "seconds", seconds)
	case long:
		return v.app.say.Say("run.first-build", "seconds", seconds)
	}
	return v.app.say.Say("run.building", "seconds", seconds)
}

func (v *live) total() int {
	n := 0
	for _, c := range v.choices {
		n += len(c.Steps)
	}
	return n
}

func (v *live) clear() {
	if v.style.Live {
		_, _ = io.WriteString(v.app.Stderr, "\r\x1b[K") // an error does no harm: the line stays
	}
}
