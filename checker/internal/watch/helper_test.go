package watch

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/gotest"
	"sharedmap-workshop/checker/internal/outcome"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const tomlHead = `file = "work.go"
minutes = 1
title = { en = "t", ko = "t" }
goal = { en = "g", ko = "g" }
`

const tomlStep = `[[step]]
id = "%s"
test = "Test%s"
points = 1
title = { en = "t", ko = "t" }
proves = { en = "p", ko = "p" }
why = { en = "w", ko = "w" }
hint = [ { en = "1", ko = "1" }, { en = "2", ko = "2" }, { en = "3", ko = "3" } ]
`

// keyboard is a terminal in memory.
type keyboard struct {
	pressed chan rune
	fail    func() error // Keys returns its result when pressed is closed

	mu   sync.Mutex
	sets []string
}

func (k *keyboard) Keys(ctx context.Context, keys chan<- rune) error {
	for {
		select {
		case <-ctx.Done():
			return nil
		case r, ok := <-k.pressed:
			if !ok {
				return k.fail()
			}
			select {
			case keys <- r:
			case <-ctx.Done():
				return nil
			}
		}
	}
}

func (k *keyboard) note(s string) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.sets = append(k.sets, s)
	return nil
}

func (k *keyboard) Close() error  { return k.note("close") }
func (k *keyboard) Resume() error { return k.note("resume") }

// fixture is a watch over two small lessons. Its runs only read the file: a step passes if the file contains the step's id.
type fixture struct {
	t     *testing.T
	root  string
	keys  *keyboard
	views chan View
	ended chan error
	stop  context.CancelFunc

	course   *course.Course
	requests chan Request

	mu      sync.Mutex
	hold    bool // runs wait until they are cancelled
	killed  int
	wide    int
	panicky bool
	held    chan bool // receives a value when a run starts to wait
}

func newFixture(t *testing.T) *fixture {
	t.Helper()
	s := &fixture{t: t, root: t.TempDir(), keys: &keyboard{pressed: make(chan rune)}, views: make(chan View), ended: make(chan error, 1), wide: 80, held: make(chan bool, 8), requests: make(chan Request)}
	files := fstest.MapFS{"go.mod": {Data: []byte("module sharedmap-workshop\n")}, "go.sum": {}}
	for _, dir := range []string{"lessons/01-one", "lessons/02-two"} {
		files[dir+"/lesson.toml"] = &fstest.MapFile{Data: []byte(tomlHead + fmt.Sprintf(tomlStep, "aa", "A") + fmt.Sprintf(tomlStep, "bb", "B"))}
		files[dir+"/work.go"] = &fstest.MapFile{Data: []byte("package main\n")}
		require.NoError(t, os.MkdirAll(filepath.Join(s.root, dir), 0o755))
		s.root = filepath.Clean(s.root)
		require.NoError(t, os.WriteFile(filepath.Join(s.root, dir, "work.go"), []byte("package main\n"), 0o600))
	}
	c, err := course.Open(files)
	require.NoError(t, err)
	s.course = c
	ctx, cancel := context.WithCancel(t.Context())
	s.stop = cancel
	go func() {
		s.ended <- run(ctx, Config{Root: s.root, Course: c, First: c.Lessons[0], Terminal: Terminal{s.keys, Listen(), s.size, s.text}, Views: s.views, Requests: s.requests}, s.try)
	}()
	t.Cleanup(cancel)
	return s
}

func (s *fixture) size() (int, int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.wide, 24
}

// text returns a page that is long, except the list, which fits on the screen. There is no schedule.
func (s *fixture) text(v View) []string {
	switch {
	case v.Page == PageSchedule, v.Page == PagePrevious && v.Previous == nil, v.Page == PageMore && v.Verdict == nil:
		return nil
	case v.Page == PageList:
		return []string{"the list"}
	case v.Page == PagePrevious:
		return []string{string(v.Previous.Source)}
	}
	var out []string
	for i := range 60 {
		out = append(out, fmt.Sprintf("line %d of %s%s", i, v.Lesson.ID, strings.Repeat(" and on", 6)))
	}
	return out
}

func (s *fixture) try(ctx context.Context, cfg Config, l course.Lesson, step func(outcome.Step)) (Result, error) {
	src, err := readSettled(ctx, cfg.Root, l)
	r := Result{Lesson: outcome.Lesson{Lesson: l}, Source: src, Lang: cfg.Lang}
	if errors.Is(err, course.ErrMissing) {
		src = []byte("missing")
	}
	s.mu.Lock()
	hold, panicky := s.hold, s.panicky
	s.mu.Unlock()
	if panicky {
		panic("in a run")
	}
	if hold {
		s.held <- true
		<-ctx.Done()
		s.mu.Lock()
		s.killed++
		s.mu.Unlock()
		return r, ctx.Err()
	}
	if strings.Contains(string(src), "does not build") {
		r.Build = &gotest.BuildFailure{}
	}
	for _, st := range l.Steps {
		status := outcome.Fail
		if strings.Contains(string(src), st.ID) {
			status = outcome.Pass
		}
		r.Steps = append(r.Steps, outcome.Step{StepResult: gotest.StepResult{Step: st, Ran: true, Output: src}, Status: status})
		step(r.Steps[len(r.Steps)-1])
	}
	return r, nil
}

func (s *fixture) set(f func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f()
}

func (s *fixture) file(lesson string) string {
	return filepath.Join(s.root, "lessons", lesson, "work.go")
}

func (s *fixture) save(lesson, text string) {
	s.t.Helper()
	require.NoError(s.t, os.WriteFile(s.file(lesson), []byte(text), 0o600))
}

// until receives views until want reports true for one, and returns that view.
func (s *fixture) until(what string, want func(View) bool) View {
	s.t.Helper()
	limit := time.After(20 * time.Second)
	for {
		select {
		case v, ok := <-s.views:
			require.True(s.t, ok, "the watch ended before: %s", what)
			if want(v) {
				return v
			}
		case <-limit:
			require.FailNow(s.t, "no view", what)
		}
	}
}

// untilSource waits for the verdict on a file with that content.
func (s *fixture) untilSource(text string) View {
	s.t.Helper()
	return s.until("verdict on "+text, func(v View) bool { return v.Verdict != nil && string(v.Verdict.Steps[0].Output) == text })
}

// press sends a key, and discards the views that arrive meanwhile.
func (s *fixture) press(k rune) {
	s.t.Helper()
	for {
		select {
		case s.keys.pressed <- k:
			return
		case _, ok := <-s.views:
			require.True(s.t, ok)
		}
	}
}

// end waits until the watch ends and returns its error.
func (s *fixture) end() error {
	s.t.Helper()
	for range s.views {
	}
	return <-s.ended
}
