package watch

import (
	"context"

	"sharedmap-workshop/checker/internal/outcome"
)

// event is one thing that happened; one of its fields is set.
type event struct {
	saved   string // the lesson whose file has other content now
	key     rune   // a key was pressed
	step    *stepDone
	ended   *runEnd
	resized bool
	signal  signalKind
	failed  error // a producer cannot go on
}

// sendFunc gives an event to the loop, or gives up when ctx ends.
type sendFunc func(ctx context.Context, e event)

// stepDone tells that a step has the verdict of its race run.
type stepDone struct {
	run    int
	result outcome.Step
}

// runEnd tells that a run has ended: with its verdicts, or with a fault of the machine.
type runEnd struct {
	run    int
	result outcome.Lesson
	err    error
}

// signalKind is what a signal asks for.
type signalKind int

const (
	noSignal  signalKind = iota
	suspend              // stop for a while: Ctrl-Z
	continued            // go on after that
	hangUp               // end
)
