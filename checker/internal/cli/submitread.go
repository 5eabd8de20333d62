package cli

import (
	"bytes"
	"context"
	"errors"
	"os"
	"slices"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/gotest"
	"sharedmap-workshop/checker/internal/outcome"
	"sharedmap-workshop/checker/internal/report"
	"sharedmap-workshop/checker/internal/submission"
)

// submittedLesson is a lesson that the user wants to hand in.
type submittedLesson struct {
	lesson course.Lesson
	src    []byte // the content of the student's file
	state  submission.State
	asked  bool     // the user named the lesson, so its file is packed even if it equals the original
	faults []string // one sentence for each reason why the file is not packed
}

// packed reports whether the lesson's file goes into the zip.
func (l submittedLesson) packed() bool {
	return l.state == submission.Ready || l.state == submission.Unchanged && l.asked
}

// readSubmission reads the files and finds out which of them grading accepts. It checks the content first, and then compiles the files. It
// compiles the same content that submit packs, even if the student saves a file in the meantime.
func (a *app) readSubmission(ctx context.Context, root string, choices []course.Choice, named bool) ([]submittedLesson, error) {
	var lessons []submittedLesson
	for _, c := range choices {
		l, err := a.readLesson(root, c.Lesson)
		if err != nil {
			return nil, err
		}
		l.asked = named
		lessons = append(lessons, l)
	}
	return lessons, a.vetSubmission(ctx, root, lessons)
}

// readLesson reads a lesson's file and checks all that does not need a compiler.
func (a *app) readLesson(root string, lesson course.Lesson) (submittedLesson, error) {
	l := submittedLesson{lesson: lesson, state: submission.Ready}
	start, err := a.course.Start(lesson)
	if err != nil {
		return l, err
	}
	var fault error
	if l.src, fault = course.ReadStudent(root, lesson); fault != nil {
		l.state = submission.Refused
		if errors.Is(fault, course.ErrMissing) {
			l.state = submission.Missing
		}
		l.faults = []string{report.FileWords(fault, lesson.Path(), a.say)}
		return l, nil
	}
	if bytes.Equal(unixLines(l.src), unixLines(start)) {
		l.state = submission.Unchanged
		return l, nil
	}
	for _, r := range course.Refusals(l.src) {
		l.state = submission.Refused
		l.faults = append(l.faults, report.RefusalWords(r, lesson.Path(), a.say))
	}
	return l, nil
}

// unixLines returns text with the line ends of Unix. Some editors on Windows save all lines with others.
func unixLines(text []byte) []byte { return bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")) }

// vetSubmission compiles the files that would be packed, and sets the state and the faults of the lessons that do not build.
func (a *app) vetSubmission(ctx context.Context, root string, lessons []submittedLesson) (err error) {
	if !slices.ContainsFunc(lessons, submittedLesson.packed) {
		return nil
	}
	b, err := a.builder(root)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, b.Close()) }()
	var sources []gotest.Source
	for _, l := range lessons {
		if !l.packed() {
			continue
		}
		copied, err := b.Write(l.lesson.File, l.src)
		if err != nil {
			return err
		}
		sources = append(sources, gotest.Source{Lesson: l.lesson, File: copied})
	}
	a.print(a.Stderr, a.say.Say("submit.checking"))
	failed, err := b.Vet(ctx, sources)
	if err != nil {
		return err
	}
	for i, l := range lessons {
		if f := failed[l.lesson.ID]; f != nil {
			lessons[i].state = submission.DoesNotBuild
			lessons[i].faults = report.BuildWords(outcome.Lesson{Lesson: l.lesson, Build: f}, a.say, os.DirFS(root))
		}
	}
	return nil
}
