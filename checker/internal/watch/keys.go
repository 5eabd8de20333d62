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
	"sharedmap-workshop/checker/internal/term"
)

// hangul maps the letters that a Korean keyboard in Hangul mode sends to the Latin letters on the same keys.
var hangul = map[rune]rune{
	'ㅗ': 'h', 'ㄱ': 'r', 'ㄲ': 'r', 'ㅜ': 'n', 'ㅣ': 'l', 'ㅅ': 't', 'ㅆ': 't', 'ㅔ': 'p', 'ㅖ': 'p', 'ㅇ': 'd', 'ㄴ': 's', 'ㅡ': 'm', 'ㅂ': 'q', 'ㅃ': 'q',
	'ㄹ': 'f', 'ㅠ': 'b', 'ㅓ': 'j', 'ㅏ': 'k',
}

// endOfInput is the character that Ctrl-D sends.
const endOfInput = 4

// handleKey performs the command of a key. It reports whether the watch must end.
func (l *loop) handleKey(ctx context.Context, k rune) (end bool) {
	k = unicode.ToLower(k)
	if latin, ok := hangul[k]; ok {
		k = latin
	}
	if k == endOfInput {
		return true
	}
	l.note = NoNote
	if l.page != PageLesson { // a key that does not scroll goes back, whatever it does on the lesson's page
		var scrolled bool
		if l.pager, scrolled = l.pager.scroll(k); !scrolled {
			l.page = PageLesson
		}
		return false
	}
	switch k {
	case 'q':
		return true
	case 'h':
		l.takeHint()
	case 'r':
		l.enqueue(ctx, l.focus)
	case 'n':
		l.nextLesson(ctx)
	case 's':
		l.showSolution()
	default:
		if c, ok := pageOf[k]; ok {
			l.open(c.page, c.none)
		} else {
			l.note = NoteKey
		}
	}
	return false
}

// pageOf maps a key to the page that it opens, and to the note for a page that has nothing to show.
var pageOf = map[rune]struct {
	page Page
	none Note
}{
	'l': {PageList, NoteNothing}, 't': {PageText, NoteNothing}, 'p': {PagePrevious, NoteNoPrevious}, 'd': {PageSchedule, NoteNoSchedule},
	'm': {PageMore, NoteNothing}, '\n': {PageMore, NoteNothing}, '\r': {PageMore, NoteNothing}, ' ': {PageMore, NoteNothing},
	term.KeyDown: {PageMore, NoteNothing}, term.KeyPageDown: {PageMore, NoteNothing},
}

// open opens a page, or shows a note if the page has nothing to show.
func (l *loop) open(page Page, none Note) {
	v := l.view()
	v.Page = page
	lines := l.Text(v)
	if lines == nil {
		l.note = none
		return
	}
	l.page, l.pager = page, newPager(lines, v.Columns, v.Rows)
}

// takeHint shows the next hint of the first step that has not passed.
func (l *loop) takeHint() {
	r := l.raceVerdict()
	if v, ok := l.results[l.focus.ID]; ok && r == nil {
		r = &v.result.Lesson
	}
	if r == nil || green(r) {
		l.note = NoteNoHint
		return
	}
	s := *firstRed(r)
	store := l.openProgress()
	step := outcome.StepOf(l.focus, s)
	if store.Hints(step.ID, step.Was...) >= step.Hints {
		l.note = NoteLastHint
	}
	taken := store.NextHint(step)
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

// showSolution opens the solution. The solution is shown only after the lesson has passed.
func (l *loop) showSolution() {
	v, ok := l.results[l.focus.ID]
	if ok && green(&v.result.Lesson) || l.openProgress().AllDone(outcome.StepsOf(l.focus)) {
		l.open(PageSolution, NoteNothing)
		return
	}
	l.note = NoteNotGreen
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
