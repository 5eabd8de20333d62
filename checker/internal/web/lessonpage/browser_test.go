package lessonpage_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/watch"
	"sharedmap-workshop/checker/internal/web/browsertest"
	"sharedmap-workshop/checker/internal/web/hub"
	"sharedmap-workshop/checker/internal/web/lessonpage"
	"sharedmap-workshop/checker/internal/web/server"
)

// limit is for a page that never shows what is waited for. No test waits for it otherwise.
const limit = 10 * time.Minute

// tab is a tab of a real browser that shows the page.
type tab struct {
	t    *testing.T
	ctx  context.Context
	mu   sync.Mutex
	seen []string // what the browser has complained about
}

// openTab opens an address in a browser of its own, or in another tab of from.
func openTab(t *testing.T, from *tab, address string) *tab {
	t.Helper()
	b := &tab{t: t}
	var stop, closeTab context.CancelFunc
	if from != nil {
		b.ctx, closeTab = chromedp.NewContext(from.ctx)
	} else {
		options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(browsertest.Path(t)), chromedp.NoSandbox, chromedp.UserDataDir(t.TempDir()))
		ctx, stopLimit := context.WithTimeout(t.Context(), limit)
		t.Cleanup(stopLimit)
		ctx, stop = chromedp.NewExecAllocator(ctx, options...)
		t.Cleanup(stop)
		b.ctx, closeTab = chromedp.NewContext(ctx)
	}
	t.Cleanup(closeTab)
	require.NoError(t, chromedp.Listen(b.ctx, b.listen))
	b.do(chromedp.Navigate(address))
	return b
}

// listen keeps what the browser complains about: errors of the script, and what the policy has refused.
func (b *tab) listen(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		b.seen = append(b.seen, fmt.Sprintf("%+v", e.ExceptionDetails))
	case *log.EventEntryAdded: // what the policy has refused, among others
		if e.Entry.Level == "error" {
			b.seen = append(b.seen, e.Entry.Text+" "+e.Entry.URL)
		}
	case *runtime.EventConsoleAPICalled:
		b.seen = append(b.seen, fmt.Sprint(e.Type, e.Args))
	}
}

func (b *tab) do(actions ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	require.NoError(b.t, chromedp.Do(b.ctx, actions...))
}

// until waits until a condition in JavaScript is true. It asks from outside, because the page's policy lets nothing be compiled in it.
func (b *tab) until(condition string) {
	b.t.Helper()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for {
		ok, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool]("!!("+condition+")"))
		if err == nil && ok {
			return
		}
		select {
		case <-tick.C: // an error is that of a page that is being left
		case <-b.ctx.Done():
			require.FailNow(b.t, "it never came", "%s: %v", condition, err)
		}
	}
}

// eval returns the value of an expression.
func eval[T any](b *tab, expression string) T {
	b.t.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](expression))
	require.NoError(b.t, err, expression)
	return v
}

// press presses keys, one after the other.
func (b *tab) press(keys string) {
	b.t.Helper()
	b.do(chromedp.KeyEvent(keys))
}

// clean checks that the browser has not complained.
func (b *tab) clean() {
	b.t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	assert.Empty(b.t, b.seen)
}

// look makes pictures of the page at several widths, light and dark, in the folder that PAGE_PICTURES names. It checks at each width that nothing is
// cut off.
func (b *tab) look(name string) {
	b.t.Helper()
	dir := os.Getenv("PAGE_PICTURES")
	for _, width := range []int64{320, 360, 768, 1280, 2560} {
		b.do(chromedp.EmulateViewport(width, 1400))
		wide := eval[int64](b, "document.documentElement.scrollWidth")
		assert.LessOrEqual(b.t, wide, width, "%s: the page is wider than the screen", name)
		for _, theme := range []string{"light", "dark"} {
			if dir == "" || width == 320 || width == 768 {
				continue
			}
			b.do(prefer(theme))
			picture, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
			require.NoError(b.t, err)
			require.NoError(b.t, os.WriteFile(filepath.Join(dir, fmt.Sprintf("%s-%d-%s.png", name, width, theme)), picture, 0o600))
		}
	}
	b.do(chromedp.EmulateViewport(1280, 900))
}

// prefer makes the browser prefer a light or a dark page.
func prefer(theme string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: theme}}})
		return err
	})
}

// served is a page with its watch, as `checker web` serves it.
type served struct {
	root   string
	course *course.Course
	url    string
}

// serve serves the page until the end of the test.
func serve(t *testing.T) served {
	t.Helper()
	root, c := newRepo(t)
	states, requests, views := hub.New(lessonpage.State{Focus: c.Lessons[0].ID}), make(chan watch.Request), make(chan watch.View)
	h, err := lessonpage.New(lessonpage.Options{Root: root, Course: c, States: states, Requests: requests, Lang: "en"})
	require.NoError(t, err)
	s, err := server.Open(server.Options{Port: 0, Handler: h, Say: msg.New("en")})
	require.NoError(t, err)
	ctx, stop := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	wg.Go(func() { states.Run(ctx) })
	wg.Go(func() { lessonpage.Follow(ctx, views, states) })
	wg.Go(func() { assert.NoError(t, s.Serve(ctx)) })
	wg.Go(func() {
		assert.NoError(t, watch.Run(ctx, watch.Config{Root: root, Course: c, First: c.Lessons[0], Lang: "en", Views: views, Requests: requests}))
	})
	t.Cleanup(func() { stop(); wg.Wait() })
	return served{root, c, s.URL()}
}

func TestAWholeLessonFromRedToGreen(t *testing.T) {
	browsertest.Path(t)
	s := serve(t)
	l := s.course.Lessons[0]
	repairs, err := filepath.Glob(filepath.Join("../../verify/testdata/repairs", l.ID, "*.go"))
	require.NoError(t, err)
	require.Len(t, repairs, len(l.Steps))

	en := openTab(t, nil, s.url)
	ko := openTab(t, en, s.url+"&lang=ko")
	settled := func(green int) {
		t.Helper()
		for _, b := range []*tab{en, ko} {
			b.until(fmt.Sprintf("document.querySelectorAll('.steps .pass').length === %d && document.querySelectorAll('.steps li').length === %d && !document.querySelector('[aria-busy]') && document.querySelectorAll('.steps .open').length === 0", green, len(l.Steps)))
		}
	}
	settled(0)
	assert.NotContains(t, eval[string](en, "location.href"), "token")
	assert.Equal(t, "ko", eval[string](ko, "document.documentElement.lang"))
	assert.Contains(t, eval[string](en, "document.querySelector('.red').innerText"), "First red step: wait")
	assert.Contains(t, eval[string](ko, "document.querySelector('.red').innerText"), "첫 빨간 단계: wait")
	assert.Positive(t, eval[int](en, "document.querySelectorAll('.red .marked').length"))
	eval[bool](en, "document.querySelector('schedule-frame').scrollIntoView() ?? true")
	en.until("document.querySelector('iframe').contentDocument?.querySelector('tr[data-row]')")
	en.look("red-en")
	ko.look("red-ko")

	en.press("h") // a hint, in both tabs
	for _, b := range []*tab{en, ko} {
		b.until("document.querySelectorAll('.hints li').length === 1")
	}
	for i, name := range repairs {
		b, err := os.ReadFile(name)
		require.NoError(t, err)
		write(t, filepath.Join(s.root, filepath.FromSlash(l.Path())), string(b))
		settled(i + 1)
	}
	for _, b := range []*tab{en, ko} {
		b.until("document.querySelector('.solution h2')")
		assert.Empty(t, eval[string](b, "document.querySelector('.red').innerText.trim()"))
	}
	assert.Contains(t, eval[string](en, "document.querySelector('#verdict').innerText"), "every step is green")
	assert.Contains(t, eval[string](ko, "document.querySelector('#verdict').innerText"), "모든 단계를 통과했습니다")
	en.look("green-en")
	ko.look("green-ko")
	en.press("l")
	en.until("document.documentElement.lang === 'ko' && document.readyState === 'complete'")
	en.press("b")
	en.until("document.querySelectorAll('article').length === 2 && document.readyState === 'complete'")
	en.look("both")
	en.do(chromedp.Reload())
	en.until("document.querySelectorAll('.steps .pass').length === 12")
	en.clean()
	ko.clean()
}

func TestTheKeysOfThePage(t *testing.T) {
	browsertest.Path(t)
	s := newSite(t)
	l := s.course.Lessons[0]
	s.see(view(l, hostile, race(), "wait"))
	b := openTab(t, nil, s.url+"/lesson/01-race")
	other := openTab(t, b, s.url+"/lesson/01-race?lang=ko")
	b.press("e")
	b.until("document.activeElement.innerText.startsWith('First red step')")
	b.press("t")
	b.until("document.activeElement.id === 'en-text'")
	for _, key := range []string{"h", "r"} {
		b.press(key)
		<-s.carried
	}
	assert.Equal(t, watch.TakeHint, s.asked[0].Action)
	assert.Equal(t, watch.RunLesson, s.asked[1].Action)
	b.press("l")
	b.until("document.documentElement.lang === 'ko' && document.readyState === 'complete'")
	b.press("b")
	b.until("document.querySelectorAll('article').length === 2 && document.readyState === 'complete'")
	b.press("n")
	b.until("location.pathname === '/lesson/02-mutex'")
	s.see(view(l, hostile, race(), "all"))
	other.until("document.querySelector('.solution table')")
	b.clean()
	other.clean()
}
