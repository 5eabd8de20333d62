package lessonpage_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"

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

	en := browsertest.Open(t, nil, s.url)
	ko := browsertest.Open(t, en, s.url+"&lang=ko")
	settled := func(green int) {
		t.Helper()
		for _, b := range []*browsertest.Tab{en, ko} {
			b.Until(fmt.Sprintf("document.querySelectorAll('.steps .pass').length === %d && document.querySelectorAll('.steps li').length === %d && !document.querySelector('[aria-busy]') && document.querySelectorAll('.steps .open').length === 0", green, len(l.Steps)))
		}
	}
	settled(0)
	assert.NotContains(t, browsertest.Eval[string](en, "location.href"), "token")
	assert.Equal(t, "ko", browsertest.Eval[string](ko, "document.documentElement.lang"))
	assert.Contains(t, browsertest.Eval[string](en, "document.querySelector('.red').innerText"), "First red step: wait")
	assert.Contains(t, browsertest.Eval[string](ko, "document.querySelector('.red').innerText"), "첫 빨간 단계: wait")
	assert.Positive(t, browsertest.Eval[int](en, "document.querySelectorAll('.red .marked').length"))
	browsertest.Eval[bool](en, "document.querySelector('schedule-frame').scrollIntoView() ?? true")
	en.Until("document.querySelector('iframe').contentDocument?.querySelector('tr[data-row]')")
	en.Look("red-en")
	ko.Look("red-ko")
	for _, b := range []*browsertest.Tab{en, ko} {
		browsertest.Eval[bool](b, "window.scrollTo(0, 0) ?? true")
	}
	en.Keep("../../../../docs/page-lesson.png")
	ko.Press("r") // the tests' words are in the language of the run
	ko.Until("document.querySelector('.red dd')?.innerText.includes('끝나야')")
	settled(0)
	ko.Keep("../../../../docs/ko/page-lesson.png")

	en.Press("h") // a hint, in both tabs
	for _, b := range []*browsertest.Tab{en, ko} {
		b.Until("document.querySelectorAll('.hints li').length === 1")
	}
	for i, name := range repairs {
		b, err := os.ReadFile(name)
		require.NoError(t, err)
		write(t, filepath.Join(s.root, filepath.FromSlash(l.Path())), string(b))
		settled(i + 1)
	}
	for _, b := range []*browsertest.Tab{en, ko} {
		b.Until("document.querySelector('.solution h2')")
		assert.Empty(t, browsertest.Eval[string](b, "document.querySelector('.red').innerText.trim()"))
	}
	assert.Contains(t, browsertest.Eval[string](en, "document.querySelector('#verdict').innerText"), "every step is green")
	assert.Contains(t, browsertest.Eval[string](ko, "document.querySelector('#verdict').innerText"), "모든 단계를 통과했습니다")
	en.Look("green-en")
	ko.Look("green-ko")
	en.Press("l")
	en.Until("document.documentElement.lang === 'ko' && document.readyState === 'complete'")
	en.Press("b")
	en.Until("document.querySelectorAll('article').length === 2 && document.readyState === 'complete'")
	en.Look("both")
	en.Do(chromedp.Reload())
	en.Until("document.querySelectorAll('.steps .pass').length === 12")
	en.Clean()
	ko.Clean()
}

func TestTheKeysOfThePage(t *testing.T) {
	browsertest.Path(t)
	s := newSite(t)
	l := s.course.Lessons[0]
	s.see(view(l, hostile, race(), "wait"))
	b := browsertest.Open(t, nil, s.url+"/lesson/01-race")
	other := browsertest.Open(t, b, s.url+"/lesson/01-race?lang=ko")
	b.Press("e")
	b.Until("document.activeElement.innerText.startsWith('First red step')")
	b.Press("t")
	b.Until("document.activeElement.id === 'en-text'")
	for _, key := range []string{"h", "r"} {
		b.Press(key)
		<-s.carried
	}
	assert.Equal(t, watch.TakeHint, s.asked[0].Action)
	assert.Equal(t, watch.RunLesson, s.asked[1].Action)
	b.Press("l")
	b.Until("document.documentElement.lang === 'ko' && document.readyState === 'complete'")
	b.Press("b")
	b.Until("document.querySelectorAll('article').length === 2 && document.readyState === 'complete'")
	b.Press("n")
	b.Until("location.pathname === '/lesson/02-mutex'")
	s.see(view(l, hostile, race(), "all"))
	other.Until("document.querySelector('.solution table')")
	b.Clean()
	other.Clean()
}
