package grade

import "sharedmap-workshop/checker/internal/results"

// soFar returns the result of an answer, as far as it is known. While steps are missing, the state is Graded and only the judged steps are in it.
func (a *answer) soFar() *results.Lesson {
	switch {
	case a.result != nil:
		return a.result
	case a.partial != nil:
		return a.partial
	}
	return &results.Lesson{ID: a.lesson.ID, State: results.Graded, Max: a.lesson.Points(), Steps: []results.Step{}}
}

// stepDone keeps what is known of an answer whose lesson is not done, and tells it.
func (g *grader) stepDone(a *answer, v verdict) {
	if g.OnStep == nil {
		return
	}
	partial := g.result(a, v)
	partial.State, partial.Why = results.Graded, ""
	g.mu.Lock()
	a.partial = partial
	g.mu.Unlock()
	g.tellSteps(a)
}

// tellSteps calls OnStep for the students who have handed in the answer.
func (g *grader) tellSteps(a *answer) {
	if g.OnStep == nil {
		return
	}
	g.stepping.Lock()
	defer g.stepping.Unlock()
	g.mu.Lock()
	var lines []results.Student
	for _, s := range a.waiting {
		lines = append(lines, g.line(s))
	}
	g.mu.Unlock()
	for _, line := range lines {
		g.OnStep(line)
	}
}
