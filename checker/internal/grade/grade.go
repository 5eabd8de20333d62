// Package grade grades a class: what intake found, in; a line of results for each student, out.
//
// Submissions are untrusted. Whatever is built from them, and every test, runs in a sandbox. Many answers share one test binary, and each step
// of each answer runs in a process of its own. Package outcome judges each step, as it does for `checker run`. A student's line is written as
// soon as their last lesson is judged, so that a run that was killed goes on where it was.
package grade

import (
	"context"
	"runtime"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/gotest"
	"sharedmap-workshop/checker/internal/intake"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/results"
	"sharedmap-workshop/checker/internal/slots"
)

// Options say how a class is graded.
type Options struct {
	Course  *course.Course
	Builder *gotest.Builder // from gotest.NewClassBuilder
	Lang    string          // of students whose roster says none: en or ko
	About   About

	Known          []results.Student // lines of another folder: what they say of equal keys is not judged again
	Runs           int               // how often a green step is run; 0: by the file, see runsOf
	OnlyIncomplete bool              // of the students who are in the results already, only those without a verdict

	// OnStep, if it is not nil, gets a student's line after each of their steps, with what is known so far: see soFar. Of several calls one is made after
	// the other.
	OnStep func(line results.Student)
}

// About is what each line says of how it was made.
type About struct {
	Checker, Go, Level string
	Isolation          []string
}

// Event is a student whose line is known. The first event is none: it says how much there is to do.
type Event struct {
	Planned bool // this is the first event, without a student
	Student results.Student
	New     bool // the line was written now; else it stood there already
	Done    int  // how many students are done, of Total
	Total   int
	Judged  int // how many answers were judged in this run, of ToJudge
	ToJudge int
}

// Run grades the class and appends a line to the file for each student whose line is not in before, the lines that the file has. It sends an
// event with the plan, then one for each student, and closes the channel. When ctx ends it starts nothing more, waits a moment for what is running, and returns the
// context's error; the lines that were written are whole. A *gotest.EnvironmentError is a fault of the machine that would meet everybody.
func Run(ctx context.Context, class *intake.Class, before []results.Student, file *results.File, o Options, events chan<- Event) error {
	defer close(events)
	g := &grader{Options: o, file: file, events: events, slots: slots.New(runtime.GOMAXPROCS(0)), say: map[string]*msg.Printer{}}
	for _, lang := range msg.Langs() {
		g.say[lang] = msg.New(lang)
	}
	running, stop := afterwards(ctx)
	defer stop()
	g.running = running
	plan := g.plan(class, before)
	g.total = len(plan.students)
	for _, b := range plan.batches {
		g.toJudge += len(b)
	}
	if err := g.send(ctx, Event{Planned: true, Total: g.total, ToJudge: g.toJudge}); err != nil {
		return err
	}
	for _, s := range plan.students {
		if err := g.finish(ctx, s); err != nil { // those for whom nothing has to be run
			return err
		}
	}
	work, ctx := errgroup.WithContext(ctx)
	work.SetLimit(2) // while the last answers of one batch run, the next one is built
	for _, b := range plan.batches {
		work.Go(func() error { return g.batch(ctx, b) })
	}
	return work.Wait()
}

// grace is how long running tests may go on after an interrupt. Most end by themselves in this time.
const grace = 3 * time.Second

// afterwards returns a context for what is running when ctx ends: it ends a grace later.
func afterwards(ctx context.Context) (context.Context, func()) {
	running, cancel := context.WithCancel(context.WithoutCancel(ctx))
	var timer *time.Timer
	var mu sync.Mutex
	unwatch := context.AfterFunc(ctx, func() {
		mu.Lock()
		defer mu.Unlock()
		timer = time.AfterFunc(grace, cancel)
	})
	return running, func() {
		unwatch()
		mu.Lock()
		defer mu.Unlock()
		if timer != nil {
			timer.Stop()
		}
		cancel()
	}
}

// grader is one run.
type grader struct {
	Options
	file    *results.File
	events  chan<- Event
	slots   *slots.Slots
	say     map[string]*msg.Printer
	running context.Context // of what runs already when the run is interrupted
	total   int
	toJudge int

	stepping sync.Mutex // for calls of OnStep; locked before mu
	mu       sync.Mutex // for what follows, and for the file
	done     int
	answered int
	faults   int // how many answers the machine failed at, one after the other
}
