package grade

import (
	"context"
	"io/fs"
	"slices"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/gotest"
	"sharedmap-workshop/checker/internal/outcome"
	"sharedmap-workshop/checker/internal/sandbox"
)

// trial is an answer that is judged.
type trial struct {
	*grader
	answer *answer
	built  *gotest.Answers
	bin    gotest.Answer

	rebuilt  bool             // it was built once more, after a limit had ended its build
	often    repeats          // read it by repeats
	red      bool             // a step was not green
	explorer *gotest.Explorer // built when a step first needs it
	unfit    error            // why there is none
}

// stepVerdict is what is known of one step.
type stepVerdict struct {
	outcome.Step
	runs     int
	unstable bool // two runs differed
}

// judge judges all steps. An error is the machine's, or the context's.
func (t *trial) judge(ctx context.Context) (verdict, error) {
	if worthRebuild(t.bin.Limit) && !t.rebuilt {
		if err := t.rebuildAlone(ctx); err != nil {
			return verdict{}, err
		}
	}
	if t.bin.Binary == nil {
		return verdict{failure: t.bin.Failure, limit: t.bin.Limit}, nil
	}
	var v verdict
	t.red = false
	t.stepDone(t.answer, v)
	for _, s := range t.answer.lesson.Steps {
		if n := len(v.steps); n >= sameStarts && diedAtStart(v.steps[n-sameStarts:]) {
			same := v.steps[n-1] // the code that runs before a test is the same for each
			same.Step.Step = s
			v.steps = append(v.steps, same)
			continue
		}
		sv, err := t.step(ctx, s)
		if err != nil {
			return verdict{}, err
		}
		if t.bin.Shared && !sv.Report.Began { // perhaps another answer in the binary keeps it from starting
			if err := t.buildAlone(ctx); err != nil {
				return verdict{}, err
			}
			return t.judge(ctx)
		}
		v.steps = append(v.steps, sv)
		t.red = t.red || sv.unstable || sv.Status != outcome.Pass
		t.stepDone(t.answer, v)
	}
	return v, nil
}

// worthRebuild reports whether a build that this limit ended may come to another end when nothing else runs. Processor time is counted for the
// build alone, and no answer comes near that limit: to spend it twice would only keep the others waiting.
func worthRebuild(s sandbox.Stop) bool {
	return s != sandbox.NotStopped && s != sandbox.Processor && s != sandbox.Forbidden
}

// buildAlone builds the answer into a binary of its own.
func (t *trial) buildAlone(ctx context.Context) (err error) {
	if err := t.slots.Acquire(ctx); err != nil {
		return err
	}
	defer t.slots.Release()
	t.bin, err = t.built.Alone(ctx, t.Builder, t.answer.lesson, t.answer.file.Source)
	return err
}

// rebuildAlone builds the answer once more, alone on the machine.
func (t *trial) rebuildAlone(ctx context.Context) (err error) {
	t.rebuilt = true
	if err := t.slots.AcquireAll(ctx); err != nil {
		return err
	}
	defer t.slots.ReleaseAll()
	t.bin, err = t.built.Alone(ctx, t.Builder, t.answer.lesson, t.answer.file.Source)
	return err
}

// sameStarts is how many steps have to die before their tests begin until the others need not be tried: one that spins takes its whole time.
const sameStarts = 2

// diedAtStart reports whether none of the steps reached its test.
func diedAtStart(steps []stepVerdict) bool {
	return !slices.ContainsFunc(steps, func(s stepVerdict) bool { return s.Report.Began || s.Status != outcome.Fail })
}

// step judges one step: a green one has to be green in every run, and a red one must be red again.
func (t *trial) step(ctx context.Context, s course.Step) (stepVerdict, error) {
	first, err := t.once(ctx, s)
	if err != nil || t.bin.Shared && !first.Report.Began {
		return stepVerdict{Step: first, runs: 1}, err
	}
	v := stepVerdict{Step: first, runs: 1}
	for v.runs < t.wantedRuns(first) {
		next, err := t.again(ctx, s, first, v.runs)
		if err != nil {
			return v, err
		}
		v.runs++
		if next.Status != first.Status && next.Status != outcome.NotJudged {
			v.unstable = true
			if next.Status == outcome.Fail {
				v.Step = next // with what went wrong
			}
			break
		}
	}
	return v, nil
}

// wantedRuns returns how often a step is run whose first run ended so. What a limit ended has been tried again already, and a broken schedule has
// been replayed in a process of its own.
func (t *trial) wantedRuns(first outcome.Step) int {
	switch {
	case first.Status == outcome.Pass && t.Runs > 0:
		return t.Runs
	case first.Status == outcome.Pass && first.Step.ProgramStep && t.red:
		return max(t.repeats().race, runsOfDraws(t.answer.file.Source))
	case first.Status == outcome.Pass:
		return t.repeats().race
	case first.Status == outcome.Fail && first.StoppedBy() == sandbox.NotStopped && first.Report.Limit == "" && outcome.JudgeRace(t.answer.lesson, first.StepResult, t.src()).Status == outcome.Fail:
		return 2
	}
	return 1
}

// repeats returns how often the runs of green steps are made.
func (t *trial) repeats() repeats {
	if t.often == (repeats{}) {
		t.often = repeatsOf(t.answer.file.Source)
	}
	return t.often
}

// again runs a step once more that was run so many times. A search that tries every schedule comes to the same end again unless the file has a
// means to draw before it begins.
func (t *trial) again(ctx context.Context, s course.Step, first outcome.Step, runs int) (outcome.Step, error) {
	if t.Runs > 0 || first.Status == outcome.Pass && runs < t.repeats().search {
		return t.once(ctx, s)
	}
	return t.onceWith(ctx, s, first.Explored)
}

// once makes both runs of a step. What a limit ended is run once more, alone on the machine.
func (t *trial) once(ctx context.Context, s course.Step) (outcome.Step, error) {
	return t.onceWith(ctx, s, nil)
}

// onceWith is once with the result of the exploring run, if it is known.
func (t *trial) onceWith(ctx context.Context, s course.Step, explored *gotest.Exploration) (outcome.Step, error) {
	r, err := t.race(ctx, s)
	if err != nil {
		return outcome.Step{}, err
	}
	r.Explored = explored
	if s.Scenario != "" && r.Report.Began && explored == nil {
		if err := t.explore(ctx, s, &r); err != nil {
			return outcome.Step{}, err
		}
	}
	if r.Interfered() {
		if err := t.slots.AcquireAll(ctx); err != nil {
			return outcome.Step{}, err
		}
		r, err = gotest.Retry(t.running, t.bin.Binary, t.explorer, r)
		t.slots.ReleaseAll()
		if err != nil {
			return outcome.Step{}, err
		}
	}
	return outcome.JudgeStep(t.answer.lesson, r, t.src()), t.running.Err()
}

func (t *trial) race(ctx context.Context, s course.Step) (gotest.StepResult, error) {
	if err := t.slots.Acquire(ctx); err != nil {
		return gotest.StepResult{}, err
	}
	defer t.slots.Release()
	t.bin.Binary.Lang = t.answer.lang
	return t.bin.Binary.Run(t.running, s)
}

// explore makes the exploring run of a step and adds it to the result. After a red race run it can only add a schedule that shows why.
func (t *trial) explore(ctx context.Context, s course.Step, r *gotest.StepResult) error {
	if err := t.slots.Acquire(ctx); err != nil {
		return err
	}
	defer t.slots.Release()
	if t.explorer == nil && t.unfit == nil {
		if err := t.buildExplorer(ctx); err != nil {
			return err
		}
	}
	if t.explorer == nil {
		r.Explored = &gotest.Exploration{Err: t.unfit}
		return nil
	}
	o := gotest.Options{}
	if outcome.JudgeRace(t.answer.lesson, *r, t.src()).Status == outcome.Fail {
		o.Time = gotest.FailedExploreTime
	}
	r.Explored = t.explorer.Explore(t.running, s, o)
	return t.running.Err()
}

// buildExplorer builds the exploring binary, or finds out why there can be none.
func (t *trial) buildExplorer(ctx context.Context) error {
	l := t.answer.lesson
	file, err := t.Builder.Write(l.File, t.answer.file.Source)
	if err != nil {
		return err
	}
	t.explorer, t.unfit = t.Builder.Explorer(ctx, gotest.Source{Lesson: l, File: file, Lang: t.answer.lang})
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if gotest.IsMachines(t.unfit) {
		return t.Builder.Confirm(ctx, l, t.unfit)
	}
	return nil
}

// src returns the tree in which explanations find the answer's lines.
func (t *trial) src() fs.FS { return t.Course.Tree(t.answer.lesson, t.answer.file.Source) }

// close removes what the trial has built for itself.
func (t *trial) close() {
	if t.explorer != nil {
		_ = t.explorer.Close() // the builder removes its scratch folder in the end
	}
}
