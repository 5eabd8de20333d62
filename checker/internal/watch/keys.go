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

// hangul are the letters on the same keys of a Korean keyboard, which come when it is switched to Hangul.
var hangul = map[rune]rune{'ㅗ': 'h', 'ㄱ': 'r', 'ㄲ': 'r', 'ㅜ': 'n', 'ㅣ': 'l', 'ㄴ': 's', 'ㅂ': 'q', 'ㅃ': 'q'}

// endOfInput is what Ctrl-D sends.
const endOfInput = 4

// key does what a key asks for, and reports whether that is the end.
func (l *loop) key(ctx context.Context, k rune) (end bool) {
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
		l.next(ctx)
	case 'l':
		if page != PageList {
			l.page = PageList
		}
	case 's':
		l.solution(page)
	default:
		if page == PageLesson {
			l.note = NoteKey
		}
	}
	return false
}

// takeHint takes the next hint of the first red step.
func (l *loop) takeHint() {
	r := l.racedAll()
	if v, ok := l.results[l.focus.ID]; ok && r == nil {
		r = &v.result
	}
	if r == nil || green(r) {
		l.note = NoteNoHint
		return
	}
	s := *firstRed(r)
	store := l.open()
	taken := store.NextHint(outcome.StepOf(l.focus, s))
	l.saveErr = store.Save()
	l.hint = &Hint{s, taken}
}

// next goes to the next lesson with an open step, after this one and then from the beginning.
func (l *loop) next(ctx context.Context) {
	all := l.Course.Lessons
	at := slices.IndexFunc(all, func(c course.Lesson) bool { return c.ID == l.focus.ID })
	store := l.open()
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

func (l *loop) solution(page Page) {
	v, ok := l.results[l.focus.ID]
	switch {
	case page == PageSolution:
	case ok && green(&v.result) || l.open().AllDone(outcome.StepsOf(l.focus)):
		l.page = PageSolution
	default:
		l.note = NoteNotGreen
	}
}

// signalled stops for a while, goes on, or ends.
func (l *loop) signalled(s signalKind) (end bool, err error) {
	switch s {
	case suspend:
		l.suspended = true
		return false, errors.Join(l.Keys.Close(), stopSelf())
	case continued:
		l.suspended = false
		l.show()
		return false, l.Keys.Resume()
	}
	return true, nil
}

// lost tells the end of the terminal, which is no fault, from a producer's failure.
func (l *loop) lost(err error) error {
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

// open reads the progress, which another checker may have written meanwhile. One that cannot be read is an empty one.
func (l *loop) open() *progress.Store {
	store, err := progress.Open(l.Root, time.Now())
	l.saveErr = err
	l.allDone = !slices.ContainsFunc(l.Course.Lessons, func(c course.Lesson) bool { return !store.AllDone(outcome.StepsOf(c)) })
	return store
}

// keep notes what passed.
func (l *loop) keep(store *progress.Store, r outcome.Lesson) {
	outcome.Keep(store, time.Now(), r)
	if start, err := l.Course.Start(r.Lesson); err == nil {
		if own, err := course.ReadStudent(l.Root, r.Lesson); err == nil {
			store.See(r.Lesson.ID, start, own)
		}
	}
	l.saveErr = store.Save()
	l.allDone = !slices.ContainsFunc(l.Course.Lessons, func(c course.Lesson) bool { return !store.AllDone(outcome.StepsOf(c)) })
}
