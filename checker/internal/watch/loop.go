package watch

import (
	"context"
	"slices"
	"sync"
	"time"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/outcome"
	"sharedmap-workshop/checker/internal/panics"
)

// loop is the state of a watch. Only the goroutine that runs the loop uses it, so it needs no lock.
type loop struct {
	Config
	try       tryFunc
	events    chan event
	producers sync.WaitGroup

	focus        course.Lesson // the lesson on the screen
	page         Page
	pager        Pager
	results      map[string]verdict
	histories    map[string]*history
	saved        map[string]time.Time // when each lesson's file was saved last, or run first
	verdictCount int                  // how many verdicts there have been
	hint         *Hint
	note         Note
	err          error
	saveErr      error
	allDone      bool

	queue      []course.Lesson // the lessons to run next, in this order
	running    *course.Lesson
	cancel     context.CancelFunc // cancels the run
	superseded bool               // a later save has made the run's result obsolete
	runNumber  int
	raceSteps  []outcome.Step // the verdicts of its race run so far
	suspended  bool

	views []View // the views that have not been drawn yet
}

// loop handles events, one after the other, until the watch ends.
func (l *loop) loop(ctx context.Context) error {
	defer func() {
		if l.cancel != nil {
			l.cancel()
		}
	}()
	l.openProgress()
	l.enqueue(ctx, l.focus)
	l.show()
	for {
		var out chan<- View
		var next View
		if len(l.views) > 0 && !l.suspended {
			out, next = l.Views, l.views[0]
		}
		select {
		case <-ctx.Done():
			return nil
		case out <- next:
			l.views = l.views[1:]
		case e := <-l.events:
			end, err := l.handle(ctx, e)
			if end || err != nil {
				return err
			}
		}
	}
}

// handle updates the state for one event. It reports whether the watch must end.
func (l *loop) handle(ctx context.Context, e event) (end bool, err error) {
	switch {
	case e.failed != nil:
		return true, l.terminalError(e.failed)
	case e.signal != noSignal:
		return l.handleSignal(e.signal)
	case e.saved != "":
		l.handleSave(ctx, e.saved)
	case e.step != nil:
		if e.step.run != l.runNumber {
			return false, nil
		}
		l.raceSteps = append(l.raceSteps, e.step.result)
	case e.ended != nil:
		l.handleRunEnd(ctx, *e.ended)
	case e.key != 0:
		if l.handleKey(ctx, e.key) {
			return true, nil
		}
	case e.request != nil:
		e.request.Done <- l.handleRequest(ctx, *e.request)
	case e.resized && l.page != PageLesson:
		l.resizePage()
	}
	l.show()
	return false, nil
}

// handleSave runs the lesson again. A run of the old content is cancelled.
func (l *loop) handleSave(ctx context.Context, id string) {
	i := slices.IndexFunc(l.Course.Lessons, func(c course.Lesson) bool { return c.ID == id })
	l.page, l.hint, l.note = PageLesson, nil, NoNote
	l.saved[id] = time.Now()
	l.enqueue(ctx, l.Course.Lessons[i])
}

// enqueue runs the lesson now, or as soon as the current run has ended.
func (l *loop) enqueue(ctx context.Context, c course.Lesson) {
	if _, ok := l.saved[c.ID]; !ok {
		l.saved[c.ID] = time.Now() // saved before the watch began: its first run counts
	}
	if l.running != nil && l.running.ID == c.ID {
		l.superseded = true
		l.cancel()
	}
	if !slices.ContainsFunc(l.queue, func(q course.Lesson) bool { return q.ID == c.ID }) {
		l.queue = append(l.queue, c)
	}
	l.startNext(ctx)
}

// startNext starts the first run of the queue, unless a run is in progress.
func (l *loop) startNext(ctx context.Context) {
	if l.running != nil || len(l.queue) == 0 {
		return
	}
	c := l.queue[0]
	l.queue = l.queue[1:]
	l.focus, l.running = c, &c
	l.runNumber++
	l.raceSteps, l.superseded = nil, false
	n := l.runNumber
	runCtx, cancel := context.WithCancel(ctx)
	l.cancel = cancel
	cfg := l.Config // a request may change the language meanwhile
	l.producers.Go(func() {
		defer cancel()
		e := runEnd{run: n}
		e.err = panics.Recover(func() (err error) {
			e.result, err = l.try(runCtx, cfg, c, func(r outcome.Step) { l.send(ctx, event{step: &stepDone{n, r}}) })
			return err
		})
		l.send(ctx, event{ended: &e})
	})
}

// handleRunEnd records a run's result, unless a later save has superseded the run. Then it starts the next run of the queue.
func (l *loop) handleRunEnd(ctx context.Context, e runEnd) {
	l.running, l.cancel = nil, nil
	switch {
	case l.superseded:
	case e.err != nil:
		l.err = e.err
	default:
		l.err = nil
		l.recordVerdict(e.result)
		l.show() // before the next lesson takes the screen
	}
	l.startNext(ctx)
}

// recordVerdict stores a verdict, what it changed, and the progress.
func (l *loop) recordVerdict(r Result) {
	id := r.Lesson.Lesson.ID
	l.verdictCount++
	before, known := l.results[id]
	v := verdict{result: r, number: l.verdictCount}
	store := l.openProgress()
	if !known {
		l.histories[id] = newHistory(r.Lesson.Lesson, func(s course.Step) bool { return store.Done(outcome.StepOf(r.Lesson.Lesson, s)) })
	} else {
		v.previous = &before.result
	}
	v.newlyPassed, v.turnedRed = l.histories[id].add(r.Lesson, l.saved[id], !known)
	l.results[id] = v
	if h := l.hint; h != nil && slices.ContainsFunc(v.newlyPassed, func(s course.Step) bool { return s.ID == h.Step.ID }) {
		l.hint = nil
	}
	l.savePassed(store, r.Lesson)
}

// show queues a view of the current state. It replaces the last queued view if that view shows the same verdict, so every verdict is drawn.
func (l *loop) show() {
	v := l.view()
	if n := len(l.views); n > 0 && l.views[n-1].Number == v.Number {
		l.views = l.views[:n-1]
	}
	l.views = append(l.views, v)
}

// view returns the current state.
func (l *loop) view() View {
	v := View{
		Page: l.page, Pager: l.pager, Lesson: l.focus, Hint: l.hint, Note: l.note, Busy: l.running != nil, Done: len(l.raceSteps),
		RaceVerdict: l.raceVerdict(), AllDone: l.allDone, Err: l.err, SaveErr: l.saveErr, Saved: l.saved[l.focus.ID],
	}
	v.Columns, v.Rows = l.Size()
	if r, ok := l.results[l.focus.ID]; ok {
		v.Verdict, v.Number, v.NewlyPassed, v.TurnedRed, v.Previous = &r.result, r.number, r.newlyPassed, r.turnedRed, r.previous
	}
	return v
}

// resizePage breaks the page's lines to the new width. The reader stays at about the same place.
func (l *loop) resizePage() {
	v, was := l.view(), l.pager
	l.pager = newPager(l.Text(v), v.Columns, v.Rows)
	l.pager = l.pager.at(was.Top * len(l.pager.Lines) / max(1, len(was.Lines)))
}

// raceVerdict returns the verdict of the race run, or nil while a step has none. The screen shows it while the exploring run is still in
// progress.
func (l *loop) raceVerdict() *outcome.Lesson {
	if l.running == nil || l.running.ID != l.focus.ID || len(l.raceSteps) < len(l.running.Steps) {
		return nil
	}
	r := &outcome.Lesson{Lesson: *l.running}
	for _, s := range l.running.Steps {
		i := slices.IndexFunc(l.raceSteps, func(d outcome.Step) bool { return d.Step.ID == s.ID })
		if i < 0 {
			return nil
		}
		r.Steps = append(r.Steps, l.raceSteps[i])
	}
	return r
}
