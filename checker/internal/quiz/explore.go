package quiz

import (
	"context"
	"errors"
	"time"

	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/internal/instrument"
)

// The limits of a search. The test of a question has a few dozen schedules. As long as a test has fewer than minSchedules, those with more
// preemptions than the explorer's default are tried, too.
const (
	exploreTime  = 20 * time.Second // of the processor
	killTime     = 5 * time.Minute  // of the clock, on a busy machine
	minSchedules = 10_000
)

// Explored is the result of trying the schedules of a test.
type Explored struct {
	Test    string
	Dir     string              // the folder to which the files of the result belong
	Result  *explore.Result     // nil if the test could not be explored
	Reasons []instrument.Reason // the operations of the test that the scheduler does not control
	Err     error               // why there is no result
}

// Possible reports whether some schedule makes the test fail.
func (e Explored) Possible() bool {
	if e.Result == nil {
		return false
	}
	switch e.Result.Cause {
	case explore.Check, explore.Panic, explore.Deadlock, explore.Leak, explore.Livelock:
		return true
	}
	return false
}

// Impossible reports whether all schedules were tried and none of them makes the test fail.
func (e Explored) Impossible() bool {
	r := e.Result
	return r != nil && r.Cause == explore.None && r.Exhausted && !r.Capped && !r.Delays && len(e.Reasons) == 0
}

// Explore tries the schedules of a test in the program's folder. A result that does not exist is an Err of the result, unless the machine or
// the end of ctx is its reason. Unsynchronised accesses alone are not a failure: the question is what the program does, not whether it races.
func (r *Runner) Explore(ctx context.Context, program, test string) (Explored, error) {
	bin, err := r.explorer(ctx, program)
	if err != nil {
		return Explored{}, err
	}
	limit, stop := context.WithTimeout(ctx, killTime)
	defer stop()
	result, err := bin.RunTest(limit, instrument.RunOptions{Test: test, Order: explore.Order{
		NoRaces: true, MinSchedules: minSchedules, Time: exploreTime,
	}})
	if ctx.Err() != nil {
		return Explored{}, ctx.Err()
	}
	return Explored{test, bin.Dir, result, bin.Reasons[test], err}, nil
}

// explorer builds the exploring binary of a program, unless it is built already.
func (r *Runner) explorer(ctx context.Context, program string) (*instrument.Binary, error) {
	if bin := r.explored[program]; bin != nil {
		return bin, nil
	}
	dir := r.dir(program)
	env := append(r.folder.GoEnv(dir), "GOFLAGS=-mod=readonly -tags="+tag) // the last of two values counts
	bin, err := instrument.Build(ctx, instrument.Options{Dir: dir, Tests: true, Work: r.folder.Dir, Env: env})
	if err != nil {
		return nil, exploreFault(ctx, err)
	}
	r.explored[program] = bin
	return bin, nil
}

// exploreFault returns the error for an exploring binary that was not built.
func exploreFault(ctx context.Context, err error) error {
	if odd := new(instrument.RewriteError); errors.As(err, &odd) {
		return buildFault(ctx, odd.Err, odd.Output)
	}
	return outputFault(ctx, err.Error())
}
