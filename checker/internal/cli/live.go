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

// Times of the live line, chosen for eyes: shorter flickers, longer looks dead.
const (
	tick     = 100 * time.Millisecond
	slowNote = 5 * time.Second  // after this without a first result it says what takes so long
	buildBar = 20               // columns
	slowTick = 10 * time.Second // where lines cannot be redrawn, one more line each time
)

// live shows a run as it goes: finished lessons in the course's order on stdout, on stderr one line that moves.
type live struct {
	app     *app
	choices []course.Choice
	style   term.Style // of stderr
	src     fs.FS      // the repo's tree
	done    map[string]*outcome.Lesson
	shown   int
	steps   int              // verdicts so far
	built   *gotest.Building // of a first run; nil before it was counted
	start   time.Time
	noted   time.Duration // when the last line was written where none can be redrawn
}

func (a *app) newLive(choices []course.Choice, src fs.FS) *live {
	return &live{app: a, choices: choices, style: a.style(a.Stderr), src: src, done: map[string]*outcome.Lesson{}, start: now()}
}

// watch shows events until their channel is closed.
func (v *live) watch(events <-chan gotest.Event) {
	ticker := time.NewTicker(tick)
	defer ticker.Stop()
	for {
		select {
		case e, ok := <-events:
			if !ok {
				v.clear()
				return
			}
			v.take(e)
		case <-ticker.C:
			v.pulse(time.Since(v.start))
		}
	}
}

func (v *live) take(e gotest.Event) {
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

// rest shows the lessons that a fault of the machine has kept from being run.
func (v *live) rest(lessons []outcome.Lesson, err error) {
	var machine *gotest.EnvironmentError
	if !errors.As(err, &machine) || v.app.json {
		return
	}
	for _, l := range lessons[v.shown:] {
		report.Lesson(v.app.Stdout, v.app.style(v.app.Stdout), v.app.say, l)
	}
}

// pulse shows that the run is alive, and after a while what takes so long.
func (v *live) pulse(elapsed time.Duration) {
	text, bar := v.words(int(elapsed.Seconds()), elapsed > slowNote), ""
	if v.style.Live {
		if v.built != nil && v.building() {
			bar = v.style.Bar(v.built.Done, v.built.Total, buildBar) + " "
		}
		spin := []string{"|", "/", "-", `\`}[int(elapsed/tick)%4]
		fmt.Fprintf(v.app.Stderr, "\r\x1b[K%s %s%s", spin, bar, term.Cut(text, v.style.Column-3-term.Width(bar)))
		return
	}
	if elapsed > slowNote && (v.noted == 0 || elapsed-v.noted > slowTick) {
		v.noted = elapsed
		fmt.Fprintln(v.app.Stderr, text)
	}
}

// building reports whether nothing has a verdict yet.
func (v *live) building() bool { return v.steps == 0 && len(v.done) == 0 }

// words say what goes on, and why it takes long.
func (v *live) words(seconds int, long bool) string {
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
		_, _ = io.WriteString(v.app.Stderr, "\r\x1b[K") // a line that cannot be cleared does no harm
	}
}
