package grade

import (
	"sharedmap-workshop/checker/internal/gotest"
	"sharedmap-workshop/checker/internal/outcome"
	"sharedmap-workshop/checker/internal/report"
	"sharedmap-workshop/checker/internal/results"
	"sharedmap-workshop/checker/internal/sandbox"
	"sharedmap-workshop/checker/internal/term"
)

// style is how explanations are written: for a font of fixed width, without colour.
var style = term.Style{Column: 80}

// result returns what a verdict says, in the answer's language.
func (g *grader) result(a *answer, v verdict) *results.Lesson {
	say, l := g.say[a.lang], a.lesson
	out := &results.Lesson{ID: l.ID, Max: l.Points(), Steps: []results.Step{}}
	switch {
	case v.fault != nil:
		out.State, out.Why = results.MachineFault, say.Say("machine."+string(v.fault.Fault), "detail", v.fault.Detail)
		return out
	case v.limit != sandbox.NotStopped:
		out.State, out.Why = results.Limit, say.Say("grade.why.build-"+v.limit.Kind())
		return out
	}
	src := g.Course.Tree(l, a.file.Source)
	judged := outcome.Lesson{Lesson: l, Build: v.failure}
	if v.failure != nil {
		judged = outcome.Judge(gotest.LessonResult{Lesson: l, Build: v.failure, Steps: emptySteps(a)}, src)
	}
	for _, s := range v.steps {
		judged.Steps = append(judged.Steps, s.Step)
	}
	run := report.New([]outcome.Lesson{judged}, say, src)
	if v.failure != nil {
		out.State, out.Why = results.DoesNotBuild, report.NotBuilt(judged, say)
		out.Findings = run.Lessons[0].Steps[0].Findings
		return out
	}
	var states []results.State
	for i, s := range v.steps {
		step := stepResult(s, run.Lessons[0].Steps[i])
		step.Explanation = report.Explanation(style, say, run, i)
		out.Points += step.Points
		out.Steps = append(out.Steps, step)
		states = append(states, stateOfStep(s))
	}
	if out.State = results.Worst(states); out.State != results.Graded {
		out.Why = say.Say("grade.why." + string(out.State))
	}
	return out
}

func emptySteps(a *answer) (all []gotest.StepResult) {
	for _, s := range a.lesson.Steps {
		all = append(all, gotest.StepResult{Step: s})
	}
	return all
}

// stepResult returns the line's part about a step.
func stepResult(v stepVerdict, r report.StepReport) results.Step {
	s := results.Step{
		ID: r.ID, Test: r.Test, Status: string(r.Status), Reason: string(r.Reason), Because: r.Because, Points: r.Points, Max: v.Step.Step.Points, Seconds: r.Seconds,
		Runs: v.runs, Findings: r.Findings, Stopped: v.StoppedBy().Kind(),
	}
	if v.unstable {
		s.Status, s.Reason, s.Points = string(outcome.NotJudged), string(outcome.Nondeterministic), 0
	}
	return s
}

// stateOfStep returns the state that a step gives to its lesson.
func stateOfStep(v stepVerdict) results.State {
	switch {
	case v.unstable, v.Status == outcome.NotJudged && v.Reason == outcome.Nondeterministic:
		return results.Unstable
	case v.Status == outcome.NotJudged && (v.Reason == outcome.Machine || v.Reason == outcome.Killed):
		return results.MachineFault
	case v.Status == outcome.NotJudged:
		return results.Limit
	case v.StoppedBy() != sandbox.NotStopped && v.StoppedBy() != sandbox.Forbidden:
		return results.Limit
	}
	return results.Graded
}
