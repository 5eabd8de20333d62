package cli

import (
	"fmt"
	"io"
	"time"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/gotest"
	"sharedmap-workshop/checker/internal/report"
	"sharedmap-workshop/checker/internal/term"
)

// Times of the live line, chosen for eyes: shorter flickers, longer looks dead.
const (
	tick     = 100 * time.Millisecond
	slowNote = 5 * time.Second  // after this without a first result it says what takes so long
	slowTick = 10 * time.Second // where lines cannot be redrawn, one more line each time
)

// live shows a run as it goes: finished lessons in the course's order on stdout, on stderr one line that moves.
type live struct {
	app     *app
	choices []course.Choice
	style   term.Style // of stderr
	done    map[string]*gotest.LessonResult
	shown   int
	steps   int // verdicts so far
	start   time.Time
	noted   time.Duration // when the last line was written where none can be redrawn
}

func (a *app) newLive(choices []course.Choice) *live {
	return &live{app: a, choices: choices, style: a.style(a.Stderr), done: map[string]*gotest.LessonResult{}, start: now()}
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
	if e.Step != nil {
		v.steps++
		return
	}
	v.done[e.Lesson.Lesson.ID] = e.Lesson
	for v.shown < len(v.choices) && v.done[v.choices[v.shown].Lesson.ID] != nil {
		v.clear()
		if !v.app.json {
			res := v.done[v.choices[v.shown].Lesson.ID]
			report.Lesson(v.app.Stdout, v.app.style(v.app.Stdout), v.app.say, *res)
		}
		v.shown++
	}
}

// pulse shows that the run is alive, and after a while what takes so long.
func (v *live) pulse(elapsed time.Duration) {
	key := "run.running"
	if v.steps == 0 && len(v.done) == 0 {
		key = "run.building"
		if elapsed > slowNote {
			key = "run.first-build"
		}
	}
	text := v.app.say.Say(key, "steps", v.steps, "total", v.total(), "seconds", int(elapsed.Seconds()))
	if v.style.Live {
		spin := []string{"|", "/", "-", `\`}[int(elapsed/tick)%4]
		fmt.Fprintf(v.app.Stderr, "\r\x1b[K%s %s", spin, term.Cut(text, v.style.Column-3))
		return
	}
	if elapsed > slowNote && (v.noted == 0 || elapsed-v.noted > slowTick) {
		v.noted = elapsed
		fmt.Fprintln(v.app.Stderr, text)
	}
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
