package watch

import (
	"cmp"
	"context"
	"time"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/outcome"
)

// Action is what a Request asks for.
type Action int

// The actions.
const (
	RunLesson    Action = iota // run the lesson again
	TakeHint                   // take the next hint of Step
	RecordAnswer               // record that Question was answered rightly
)

// Request asks a watch for what a key asks for in a terminal. The watch alone writes the progress, so no two writers undo each other's work.
type Request struct {
	Action   Action
	Lesson   course.Lesson
	Step     course.Step
	Question string
	Lang     string       // for RunLesson: the language of the tests' messages from now on; "" for no change
	Done     chan<- error // has room for one value, which it gets when the request was carried out
}

// readRequests sends an event for each request until ctx ends.
func readRequests(ctx context.Context, requests <-chan Request, send sendFunc) error {
	for {
		select {
		case r := <-requests:
			send(ctx, event{request: &r})
		case <-ctx.Done():
			return nil
		}
	}
}

// handleRequest carries out a request. It returns the error of saving the progress.
func (l *loop) handleRequest(ctx context.Context, r Request) error {
	if r.Action == RunLesson {
		l.Lang = cmp.Or(r.Lang, l.Lang)
		l.enqueue(ctx, r.Lesson)
		return nil
	}
	store := l.openProgress()
	if r.Action == TakeHint {
		store.NextHint(outcome.StepOf(r.Lesson, r.Step))
	} else {
		store.RecordAnswer(time.Now(), r.Lesson.ID, r.Question)
	}
	l.saveErr = store.Save()
	return l.saveErr
}
