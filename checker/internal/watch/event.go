package watch

import (
	"context"

	"sharedmap-workshop/checker/internal/outcome"
)

// event is one thing that happened. Exactly one of its fields is set.
type event struct {
	saved   string // the id of the lesson whose file has changed
	key     rune   // the key that was pressed
	step    *stepDone
	ended   *runEnd
	resized bool
	request *Request
	signal  signalKind
	failed  error // the error that ended a producer
}

// sendFunc sends an event to the loop. It returns without sending when ctx ends.
type sendFunc func(ctx context.Context, e event)

// stepDone is the verdict of one step's race run.
type stepDone struct {
	run    int
	result outcome.Step
}

// runEnd is the end of a run: its verdicts, or an error of the machine.
type runEnd struct {
	run    int
	result Result
	err    error
}

// signalKind is the action that a signal asks for.
type signalKind int

const (
	noSignal signalKind = iota
	suspend             // stop the process until SIGCONT: Ctrl-Z
	resume              // continue after suspend
	hangup              // end the watch
)
