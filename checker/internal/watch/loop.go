package watch

import (
	"context"
	"slices"
	"sync"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/gotest"
	"sharedmap-workshop/checker/internal/outcome"
)

// loop is the state of a watch; only the loop itself touches it.
type loop struct {
	Config
	try       tryFunc
	events    chan event
	producers sync.WaitGroup

	focus   course.Lesson // what the screen shows
	page    Page
	results map[string]verdict
	number  int // of verdicts so far
	hint    *Hint
	note    Note
	err     error
	saveErr error
	allDone bool

	queue     []course.Lesson // to be run, in this order
	running   *course.Lesson
	cancel    context.CancelFunc // of the run
	overtaken bool               // a later save has made the run's result old
	run       int
	raced     []outcome.Step // verdicts of its race run so far
	suspended bool

	views []View // not yet taken by who draws
}

// verdict is a lesson's last result.
type verdict struct {
	result outcome.Lesson
	number int
	learnt []course.Step
}

// loop handles one event after the other until the end.
func (l *loop) loop(ctx context.Context) error {
	defer func() {
		if l.cancel != nil {
			l.cancel()
		}
	}()
	l.open()
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

// handle changes the state as the event asks.
func (l *loop) handle(ctx context.Context, e event) (end bool, err error) {
	switch {
	case e.failed != nil:
		return true, l.lost(e.failed)
	case e.signal != noSignal:
		return l.signalled(e.signal)
	case e.saved != "":
		l.saved(ctx, e.saved)
	case e.step != nil:
		if e.step.run != l.run {
			return false, nil
		}
		l.raced = append(l.raced, e.step.result)
	case e.ended != nil:
		l.ended(ctx, *e.ended)
	case e.key != 0:
		if l.key(ctx, e.key) {
			return true, nil
		}
	}
	l.show()
	return false, nil
}

// saved runs the lesson anew. A run of an older content is worth nothing any more, so its processes are ended.
func (l *loop) saved(ctx context.Context, id string) {
	i := slices.IndexFunc(l.Course.Lessons, func(c course.Lesson) bool { return c.ID == id })
	l.page, l.hint, l.note = PageLesson, nil, NoNote
	l.enqueue(ctx, l.Course.Lessons[i])
}

// enqueue runs the lesson now, or as soon as the run that goes on has ended.
func (l *loop) enqueue(ctx context.Context, c course.Lesson) {
	if l.running != nil && l.running.ID == c.ID {
		l.overtaken = true
		l.cancel()
	}
	if !slices.ContainsFunc(l.queue, func(q course.Lesson) bool { return q.ID == c.ID }) {
		l.queue = append(l.queue, c)
	}
	l.startNext(ctx)
}

// startNext starts the first run of the queue, unless one goes on.
func (l *loop) startNext(ctx context.Context) {
	if l.running != nil || len(l.queue) == 0 {
		return
	}
	c := l.queue[0]
	l.queue = l.queue[1:]
	l.focus, l.running = c, &c
	l.run++
	l.raced, l.overtaken = nil, false
	n := l.run
	runCtx, cancel := context.WithCancel(ctx)
	l.cancel = cancel
	l.producers.Go(func() {
		defer cancel()
		e := runEnd{run: n}
		e.err = gotest.Caught(func() (err error) {
			e.result, err = l.try(runCtx, l.Config, c, func(r outcome.Step) { l.send(ctx, event{step: &stepDone{n, r}}) })
			return err
		})
		l.send(ctx, event{ended: &e})
	})
}

// ended takes a run's result, unless a later save has overtaken it, and starts what waits.
func (l *loop) ended(ctx context.Context, e runEnd) {
	l.running, l.cancel = nil, nil
	switch {
	case l.overtaken:
	case e.err != nil:
		l.err = e.err
	default:
		l.err = nil
		l.judge(e.result)
		l.show() // before the next lesson takes the screen
	}
	l.startNext(ctx)
}

// judge keeps a verdict: what is new in it, and what is passed by it.
func (l *loop) judge(r outcome.Lesson) {
	l.number++
	before, known := l.results[r.Lesson.ID]
	v := verdict{result: r, number: l.number}
	store := l.open()
	for i, s := range r.Steps {
		if s.Status != outcome.Pass {
			continue
		}
		was := store.Done(outcome.StepOf(r.Lesson, s.Step))
		if known {
			was = before.result.Steps[i].Status == outcome.Pass
		}
		if !was {
			v.learnt = append(v.learnt, s.Step)
		}
	}
	l.results[r.Lesson.ID] = v
	if h := l.hint; h != nil && slices.ContainsFunc(v.learnt, func(s course.Step) bool { return s.ID == h.Step.ID }) {
		l.hint = nil
	}
	l.keep(store, r)
}

// show puts what is to be seen now at the end of what is to be drawn. A view that nobody has taken yet is replaced, unless it holds another verdict.
func (l *loop) show() {
	v := View{
		Page: l.page, Lesson: l.focus, Hint: l.hint, Note: l.note, Busy: l.running != nil, Done: len(l.raced), Raced: l.racedAll(),
		AllDone: l.allDone, Err: l.err, Saved: l.saveErr,
	}
	v.Columns, _ = l.Size()
	if r, ok := l.results[l.focus.ID]; ok {
		v.Verdict, v.Number, v.Learnt = &r.result, r.number, r.learnt
	}
	if n := len(l.views); n > 0 && l.views[n-1].Number == v.Number {
		l.views = l.views[:n-1]
	}
	l.views = append(l.views, v)
}

// racedAll is the verdict of the race run alone, once every step has one: it is shown while the schedules are still being tried.
func (l *loop) racedAll() *outcome.Lesson {
	if l.running == nil || l.running.ID != l.focus.ID || len(l.raced) < len(l.running.Steps) {
		return nil
	}
	r := &outcome.Lesson{Lesson: *l.running}
	for _, s := range l.running.Steps {
		i := slices.IndexFunc(l.raced, func(d outcome.Step) bool { return d.Step.ID == s.ID })
		if i < 0 {
			return nil
		}
		r.Steps = append(r.Steps, l.raced[i])
	}
	return r
}
