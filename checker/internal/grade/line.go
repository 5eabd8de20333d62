package grade

import (
	"context"
	"reflect"
	"slices"
	"time"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/intake"
	"sharedmap-workshop/checker/internal/report"
	"sharedmap-workshop/checker/internal/results"
)

// judged stores the result of an answer, and writes the lines that waited for it only.
func (g *grader) judged(ctx context.Context, a *answer, result *results.Lesson) error {
	g.mu.Lock()
	a.result, a.partial = result, nil
	g.answered++
	var complete []*student
	for _, s := range a.waiting {
		if s.open--; s.open == 0 {
			complete = append(complete, s)
		}
	}
	g.mu.Unlock()
	g.tellSteps(a)
	for _, s := range complete {
		if err := g.finish(ctx, s); err != nil {
			return err
		}
	}
	return nil
}

// finish writes the student's line, if everything in it is known. A line that the file ends with for this student already is not written again.
func (g *grader) finish(ctx context.Context, s *student) error {
	g.mu.Lock()
	if s.open > 0 || s.written {
		g.mu.Unlock()
		return nil
	}
	s.written = true
	line := g.line(s)
	isNew := s.before == nil || !sameLine(*s.before, line)
	var err error
	if isNew {
		line.GradedAt = time.Now().UTC().Truncate(time.Second)
		err = g.file.Append(line)
	} else {
		line = *s.before
	}
	g.done++
	e := Event{false, line, isNew, g.done, g.total, g.answered, g.toJudge}
	g.mu.Unlock()
	if err != nil {
		return err
	}
	return g.send(ctx, e)
}

func (g *grader) send(ctx context.Context, e Event) error {
	select {
	case g.events <- e:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// sameLine reports whether two lines say the same, the time aside.
func sameLine(a, b results.Student) bool {
	a.GradedAt, b.GradedAt, a.Version = time.Time{}, time.Time{}, b.Version
	return reflect.DeepEqual(plain(a), plain(b))
}

// plain returns the line without what differs only in how it was read.
func plain(s results.Student) results.Student {
	s.Deadline = s.Deadline.UTC()
	s.Lessons = slices.Clone(s.Lessons)
	for i := range s.Lessons {
		s.Lessons[i].Time = s.Lessons[i].Time.UTC()
		s.Lessons[i].Steps, s.Lessons[i].Findings = nil, nil // equal keys have equal steps, and a file without a key has none
		s.Lessons[i].Others = nil
		s.Lessons[i].Refusals = nil
	}
	return s
}

// line returns the student's line. Everything that it needs is judged.
func (g *grader) line(s *student) results.Student {
	out := results.Student{
		Version: results.Version, Student: s.of.ID, Name: s.of.Name, Email: s.of.Email, Group: s.of.Group, Lang: s.lang, Late: s.of.Late, Deadline: s.of.Deadline.UTC(),
		Checker: g.About.Checker, Go: g.About.Go, Tests: g.Builder.Digest(), Level: g.About.Level, Isolation: g.About.Isolation, Overrides: []results.Override{},
	}
	if s.set != nil {
		out.Overrides = s.set
	}
	var states []results.State
	for _, l := range g.Course.Lessons {
		lesson := g.lesson(s, l)
		out.Lessons = append(out.Lessons, lesson)
		out.Points, out.Max = out.Points+lesson.Points, out.Max+lesson.Max
		states = append(states, lesson.State)
	}
	out.State = stateOf(s.of, states)
	for _, sub := range s.of.Submissions {
		for _, p := range sub.Problems {
			out.Problems = append(out.Problems, report.ProblemWords(p, g.say[s.lang]))
		}
	}
	for _, p := range s.of.Problems {
		if p.ForInstructor() {
			continue
		}
		out.Problems = append(out.Problems, report.ProblemWords(p, g.say[s.lang]))
	}
	return out
}

// stateOf returns the state of a student whose lessons have these states.
func stateOf(s intake.Student, lessons []results.State) results.State {
	switch s.State {
	case intake.StateMachineFault:
		return results.MachineFault
	case intake.StateUnmatched:
		return results.Unmatched
	case intake.StateMissing:
		return results.Missing
	case intake.StateRefused:
		return results.Refused
	}
	return results.Worst(lessons)
}

// lesson returns the result of a student's lesson: of several files the one with the most points, and of those the newest.
func (g *grader) lesson(s *student, l course.Lesson) results.Lesson {
	answers := s.lessons[l.ID]
	if len(answers) == 0 {
		return g.missing(l, s.lang)
	}
	i := slices.IndexFunc(s.of.Lessons, func(own intake.Lesson) bool { return own.ID == l.ID })
	var all []results.Lesson
	for k, a := range answers {
		r, f := *a.soFar(), s.of.Lessons[i].Files[k]
		r.File, r.Path, r.From, r.Repeat = f.Hash, f.Path, f.From, repeat(l)
		r.Time, r.TimeFrom, r.Late = f.Time, string(f.TimeFrom), f.Late
		if r.State != results.Refused && r.State != results.Unchanged {
			r.Key = a.key
		}
		all = append(all, r)
	}
	best := slices.MaxFunc(all, func(a, b results.Lesson) int { return a.Points - b.Points }) // the first of equals
	for _, r := range all {
		if r.File != best.File {
			best.Others = append(best.Others, r)
		}
	}
	return best
}
