package grade

import (
	"context"
	"errors"

	"golang.org/x/sync/errgroup"

	"sharedmap-workshop/checker/internal/gotest"
	"sharedmap-workshop/checker/internal/sandbox"
)

// maxFaults is how many answers in a row the machine may fail at. More would meet everybody.
const maxFaults = 3

// batch builds answers to one lesson and judges them.
func (g *grader) batch(ctx context.Context, answers []*answer) error {
	var texts [][]byte
	for _, a := range answers {
		texts = append(texts, a.file.Source)
	}
	lesson := answers[0].lesson
	if err := g.slots.Acquire(ctx); err != nil {
		return err
	}
	built, err := g.Builder.BuildAnswers(ctx, lesson, texts)
	g.slots.Release()
	if err != nil {
		return err // the builder has found out that no answer is to blame
	}
	judging, inner := errgroup.WithContext(ctx)
	for i, a := range answers {
		judging.Go(func() error {
			t := &trial{grader: g, answer: a, built: built, bin: built.All[i]}
			defer t.close()
			v, err := t.judge(inner)
			if err != nil {
				if v, err = g.faultOf(err); err != nil {
					return err
				}
			} else {
				g.noFault()
			}
			return g.judged(inner, a, g.result(a, v))
		})
	}
	return errors.Join(judging.Wait(), built.Close())
}

// faultOf returns the verdict on an answer at which the machine failed, or the error if it meets everybody.
func (g *grader) faultOf(err error) (verdict, error) {
	var fault *gotest.EnvironmentError
	if !errors.As(err, &fault) {
		return verdict{}, err
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.faults++; g.faults >= maxFaults || fault.Fault == gotest.DiskFull {
		return verdict{}, err
	}
	return verdict{fault: fault}, nil
}

func (g *grader) noFault() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.faults = 0
}

// verdict is what is known of an answer.
type verdict struct {
	failure *gotest.BuildFailure
	limit   sandbox.Stop             // the limit that ended its build
	fault   *gotest.EnvironmentError // the machine failed
	steps   []stepVerdict
}
