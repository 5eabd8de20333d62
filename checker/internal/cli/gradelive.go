package cli

import (
	"io"

	"sharedmap-workshop/checker/internal/classreport"
	"sharedmap-workshop/checker/internal/grade"
	"sharedmap-workshop/checker/internal/gradebook"
	"sharedmap-workshop/checker/internal/intake"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/points"
	"sharedmap-workshop/checker/internal/results"
	"sharedmap-workshop/checker/internal/safetext"
)

// liveResult is the results.json of Gradescope while its student is graded. It is written before anything is built, and renewed as a whole after each
// step: whenever the machine stops, the file is valid and says how far the grading came. A nil *liveResult does nothing.
type liveResult struct {
	app    *app
	file   string
	scheme *points.Scheme
	say    *msg.Printer // in the student's language
	err    error        // the first one of writing
}

// newLiveResult writes the first file, or returns nil if the flags name none. The class must have one student.
func (a *app) newLiveResult(class *intake.Class, part *gradeShard, flags gradeFlags) (*liveResult, error) {
	if flags.gradescope == "" {
		return nil, nil
	}
	if len(class.Students) != 1 || part != nil {
		return nil, usage(a.say.Say("gradescope.only-one", "count", len(class.Students)))
	}
	scheme, err := a.scheme(flags.out, "")
	if err != nil {
		return nil, err
	}
	l := &liveResult{app: a, file: flags.gradescope, scheme: scheme, say: a.printerOf(class.Students[0].Lang)}
	line := results.Student{Student: grade.IDOf(class.Students[0]), State: results.Graded}
	for _, lesson := range a.course.Lessons {
		line.Lessons = append(line.Lessons, results.Lesson{ID: lesson.ID, State: results.Graded, Max: lesson.Points()})
		line.Max += lesson.Points()
	}
	l.step(line)
	return l, l.failed()
}

// step renews the file with what is known so far.
func (l *liveResult) step(line results.Student) {
	l.replace(line, func(w io.Writer, class classreport.Class) error {
		return gradebook.GradescopeSoFar(w, class, class.Students[0], l.say.Say("gradescope.so-far"), l.say)
	})
}

// end writes the last file: the result, or why there is none.
func (l *liveResult) end(lines []results.Student) error {
	if l == nil || len(lines) != 1 {
		return nil // the file says that the grading did not come to its end
	}
	l.replace(lines[0], func(w io.Writer, class classreport.Class) error {
		if s := class.Students[0]; !class.Scheme.Grade(class.Course, s).Known {
			return gradebook.GradescopeSoFar(w, class, s, class.Comment(s, l.say), l.say)
		}
		return gradebook.Gradescope(w, class, class.Students[0], l.say)
	})
	return l.failed()
}

// nothing says that there was nothing to grade.
func (l *liveResult) nothing() {
	l.replace(results.Student{}, func(w io.Writer, class classreport.Class) error {
		return gradebook.GradescopeSoFar(w, class, class.Students[0], l.say.Say("gradescope.nothing"), l.say)
	})
}

// replace writes the file as a whole.
func (l *liveResult) replace(line results.Student, write func(w io.Writer, class classreport.Class) error) {
	if l == nil || l.err != nil {
		return
	}
	class := classreport.Class{Course: l.app.course, Students: points.WithOverrides(l.app.course, []results.Student{line}), At: now(), Scheme: l.scheme}
	l.err = classreport.ReplaceFile(l.file, func(w io.Writer) error { return write(w, class) })
}

// failed returns the error about the file, if it could not be written.
func (l *liveResult) failed() error {
	if l == nil || l.err == nil {
		return nil
	}
	return l.app.outError(safetext.Line(l.file), l.err)
}

// onStep returns what grading calls after each step, or nil.
func (l *liveResult) onStep() func(line results.Student) {
	if l == nil {
		return nil
	}
	return l.step
}
