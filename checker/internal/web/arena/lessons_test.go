package arena_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/gotest"
	"sharedmap-workshop/checker/internal/web/arena"
	"sharedmap-workshop/checker/internal/web/browsertest"
)

// originals are the scenarios of the lessons as they are published.
type originals struct {
	course  *course.Course
	builder *gotest.Builder

	mu       sync.Mutex
	searches map[string]*explore.Result // by level: what the machine has found
}

func newOriginals(t *testing.T) *originals {
	t.Helper()
	c, err := course.Published()
	require.NoError(t, err)
	root, err := filepath.Abs("../../../..")
	require.NoError(t, err)
	b, err := gotest.NewBuilder(root, c)
	require.NoError(t, err)
	return &originals{course: c, builder: b, searches: map[string]*explore.Result{}}
}

// each calls visit for every scenario.
func (o *originals) each(visit func(course.Lesson, course.Step)) {
	for _, l := range o.course.Lessons {
		for _, s := range l.Steps {
			if s.Scenario != "" {
				visit(l, s)
			}
		}
	}
}

func (o *originals) levels(lang string) (out []arena.Level) {
	o.each(func(l course.Lesson, s course.Step) {
		out = append(out, arena.Level{ID: l.StepID(s), Title: s.Title.In(lang), Group: l.ID})
	})
	return out
}

func (o *originals) open(ctx context.Context, id, _ string) (out *arena.Scenario, err error) {
	o.each(func(l course.Lesson, s course.Step) {
		if l.StepID(s) == id {
			out, err = o.openStep(ctx, l, s)
		}
	})
	return out, err
}

func (o *originals) openStep(ctx context.Context, l course.Lesson, s course.Step) (*arena.Scenario, error) {
	start, err := o.course.Start(l)
	if err != nil {
		return nil, err
	}
	file, err := o.builder.Write(l.File, start)
	if err != nil {
		return nil, err
	}
	e, err := o.builder.Explorer(ctx, gotest.Source{Lesson: l, File: file})
	if err != nil {
		return nil, err
	}
	return &arena.Scenario{
		Replay: func(ctx context.Context, m explore.Moves) (*explore.Result, error) { return e.Play(ctx, s, m) },
		Search: func(ctx context.Context, all bool) (*explore.Result, error) {
			if all {
				return nil, nil // the test does not count
			}
			x := e.Explore(ctx, s, gotest.Options{})
			o.mu.Lock()
			defer o.mu.Unlock()
			o.searches[l.StepID(s)] = x.Result
			return x.Result, x.Err
		},
		Source: func(string) []string { return strings.Split(string(start), "\n") },
		Close:  e.Close,
	}, nil
}

func (o *originals) search(level string) *explore.Result {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.searches[level]
}

// TestAPlayerBreaksTheLessons plays every scenario of the lessons that fails, by clicks on what the page offers. Which button to click, the player
// knows from the machine's schedule.
func TestAPlayerBreaksTheLessons(t *testing.T) {
	browsertest.Path(t)
	o := newOriginals(t)
	t.Cleanup(func() { assert.NoError(t, o.builder.Close()) })
	s := newSite(t, func(options *arena.Options) {
		options.Levels, options.Open, options.Patient = o.levels, o.open, time.Minute
	})
	b := browsertest.Open(t, nil, s.url+arena.Path)
	broken := 0
	var clicks []float64
	o.each(func(l course.Lesson, step course.Step) {
		id := l.StepID(step)
		b.Do(chromedp.Navigate(s.url + arena.Path + id))
		b.Until(`location.hash && document.querySelector("#verdict p, #verdict h2") && !document.querySelector("[aria-busy]")`)
		search := o.search(id)
		if search.OK() {
			return
		}
		broken++
		moves := fmt.Sprintf("%v", search.Choices)
		if search.Points.Order != "" {
			t.Logf("%s: the machine's choices are counted in another order (%s)", id, search.Points.Order)
			return
		}
		shown := hashMoves(t, b)
		require.LessOrEqual(t, len(shown), len(search.Choices), "%s: %s", id, moves)
		for i := len(shown); i < len(search.Choices); i++ {
			shown = append(shown, search.Choices[i]+1)
			click(b, fmt.Sprintf(`#choices button[data-way="%d"]`, search.Choices[i]+1))
			b.Until(at(joined(shown)))
		}
		assert.Equal(t, 1, len(texts(b, "#verdict.broken")), "%s: %s", id, moves)
		clicks = append(clicks, browsertest.Eval[[]float64](b, `performance.getEntriesByType("resource").filter((r) => r.name.includes("/moves")).slice(1).map((r) => r.duration)`)...)
		if os.Getenv("PAGE_PICTURES") != "" {
			b.Look("lesson-" + step.ID)
		}
	})
	assert.Greater(t, broken, 10, "the originals fail")
	b.Clean()
	slices.Sort(clicks)
	t.Logf("%d scenarios broken by %d clicks; a click takes %.0f ms (median), %.0f ms at most", broken, len(clicks), clicks[len(clicks)/2], clicks[len(clicks)-1])
}

// TestTheLostUpdateIsPlayed breaks a scenario in both languages, in the middle of which the texts' pictures are made.
func TestTheLostUpdateIsPlayed(t *testing.T) {
	browsertest.Path(t)
	o := newOriginals(t)
	t.Cleanup(func() { assert.NoError(t, o.builder.Close()) })
	s := newSite(t, func(options *arena.Options) {
		options.Levels, options.Open, options.Patient = o.levels, o.open, time.Minute
	})
	const level = "02-mutex/atomic"
	for _, lang := range []string{"en", "ko"} {
		b := browsertest.Open(t, nil, s.url+arena.Path+level+"?lang="+lang)
		b.Until(`location.hash && document.querySelector("#verdict p, #verdict h2") && !document.querySelector("[aria-busy]")`)
		found, shown := o.search(level).Choices, hashMoves(t, b)
		for i := len(shown); i < len(found); i++ {
			shown = append(shown, found[i]+1)
			click(b, fmt.Sprintf(`#choices button[data-way="%d"]`, found[i]+1))
			b.Until(at(joined(shown)))
			if i == len(found)/2 {
				b.Keep(map[string]string{"en": "../../../../docs/page-play.png", "ko": "../../../../docs/ko/page-play.png"}[lang])
			}
		}
		assert.Len(t, texts(b, "#verdict.broken"), 1)
		b.Clean()
	}
}

// hashMoves returns the moves that the page's address holds.
func hashMoves(t *testing.T, b *browsertest.Tab) []int {
	t.Helper()
	var out []int
	for _, text := range strings.FieldsFunc(browsertest.Eval[string](b, "location.hash.slice(1)"), func(r rune) bool { return r == ',' }) {
		n, err := strconv.Atoi(text)
		require.NoError(t, err)
		if n > 0 {
			out = append(out, n)
		}
	}
	return out
}

// joined returns moves as the page's address holds them.
func joined(moves []int) string {
	if len(moves) == 0 {
		return "0"
	}
	out := make([]string, len(moves))
	for i, m := range moves {
		out[i] = strconv.Itoa(m)
	}
	return strings.Join(out, ",")
}
