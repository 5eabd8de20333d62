package watch

import (
	"context"
	"errors"
	"io"
	"slices"
	"time"
	"unicode"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/outcome"
	"sharedmap-workshop/checker/internal/progress"
)

// hangul maps the letters that a Korean keyboard in Hangul mode sends to the Latin letters on the same keys.
var hangul = map[rune]rune{'ㅗ': 'h', 'ㄱ': 'r', 'ㄲ': 'r', 'ㅜ': 'n', 'ㅣ': 'l', 'ㄴ': 's', 'ㅂ': 'q', 'ㅃ': 'q'}

// endOfInput is the character that Ctrl-D sends.
const endOfInput = 4

// handleKey performs the command of a key. It reports whether the watch must end.
func (l *loop) handleKey(ctx context.Context, k rune) (end bool) {
	k = unicode.ToLower(k)
	if latin, ok := hangul[k]; ok {
		k = latin
	}
	page := l.page
	l.page, l.note = PageLesson, NoNote
	switch k {
	case 'q', endOfInput:
		return true
	case 'h':
		l.takeHint()
	case 'r':
		l.enqueue(ctx, l.focus)
	case 'n':
		l.nextLesson(ctx)
	case 'l':
		if page != PageList {
			l.page = PageList
		}
	case 's':
		l.showSolution(page)
	default:
		if page == PageLesson {
			l.note = NoteKey
		}
	}
	return false
}

// takeHint shows the next hint of the first step that has not passed.
func (l *loop) takeHint() {
	r := l.raceVerdict()
	if v, ok := l.results[l.focus.ID]; ok && r == nil {
		r = &v.result
	}
	if r == nil || green(r) {
		l.note = NoteNoHint
		return
	}
	s := *firstRed(r)
	store := l.openProgress()
	taken := store.NextHint(outcome.StepOf(l.focus, s))
	l.saveErr = store.Save()
	l.hint = &Hint{s, taken}
}

// nextLesson switches to the next lesson that has an open step. It starts after the current lesson and wraps around at the end of the
// course.
func (l *loop) nextLesson(ctx context.Context) {
	all := l.Course.Lessons
	at := slices.IndexFunc(all, func(c course.Lesson) bool { return c.ID == l.focus.ID })
	store := l.openProgress()
	for i := 1; i < len(all); i++ {
		c := all[(at+i)%len(all)]
		if !store.AllDone(outcome.StepsOf(c)) {
			l.focus, l.hint = c, nil
			l.enqueue(ctx, c)
			return
		}
	}
	l.note = NoteNoNext
}

// showSolution switches between the lesson page and the solution page. The solution is shown only after the lesson has passed.
func (l *loop) showSolution(page Page) {
	v, ok := l.results[l.focus.ID]
	switch {
	case page == PageSolution:
	case ok && green(&v.result) || l.openProgress().AllDone(outcome.StepsOf(l.focus)):
		l.page = PageSolution
	default:
		l.note = NoteNotGreen
	}
}

// handleSignal suspends the process, resumes the watch, or reports that the watch must end.
func (l *loop) handleSignal(s signalKind) (end bool, err error) {
	switch s {
	case suspend:
		l.suspended = true
		return false, errors.Join(l.Keys.Close(), stopSelf())
	case resume:
		l.suspended = false
		l.show()
		return false, l.Keys.Resume()
	}
	return true, nil
}

// terminalError returns the error with which the watch ends after a producer has failed. The end of the terminal (io.EOF) is not an error.
func (l *loop) terminalError(err error) error {
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

// openProgress reads the progress file again, because another checker may have written it. It returns an empty store when the file cannot
// be read.
func (l *loop) openProgress() *progress.Store {
	store, err := progress.Open(l.Root, time.Now())
	l.saveErr = err
	l.allDone = !slices.ContainsFunc(l.Course.Lessons, func(c course.Lesson) bool { return !store.AllDone(outcome.StepsOf(c)) })
	return store
}

// savePassed stores which steps of the result passed, and the original that the student's file is based on.
func (l *loop) savePassed(store *progress.Store, r outcome.Lesson) {
	outcome.RecordPassed(store, time.Now(), r)
	if start, err := l.Course.Start(r.Lesson); err == nil {
		if own, err := course.ReadStudent(l.Root, r.Lesson); err == nil {
			store.RecordOriginal(r.Lesson.ID, start, own)
		}
	}
	l.saveErr = store.Save()
	l.allDone = !slices.ContainsFunc(l.Course.Lessons, func(c course.Lesson) bool { return !store.AllDone(outcome.StepsOf(c)) })
}
