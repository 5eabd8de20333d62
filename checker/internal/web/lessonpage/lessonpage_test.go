package lessonpage_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/gotest"
	"sharedmap-workshop/checker/internal/outcome"
	"sharedmap-workshop/checker/internal/progress"
	"sharedmap-workshop/checker/internal/watch"
)

// view returns a view of a lesson of which the steps in green are green, and the first other one has the finding.
func view(l course.Lesson, source string, f goout.Finding, green ...string) watch.View {
	r := watch.Result{Lesson: outcome.Lesson{Lesson: l}, Source: []byte(source)}
	for _, s := range l.Steps {
		x := outcome.Step{StepResult: gotest.StepResult{Step: s}, Status: outcome.Fail, Findings: []goout.Finding{f}}
		for _, id := range green {
			if id == s.ID || id == "all" {
				x.Status, x.Findings = outcome.Pass, nil
			}
		}
		r.Steps = append(r.Steps, x)
	}
	return watch.View{Lesson: l, Verdict: &r, Number: 1}
}

const hostile = "package main\n\nfunc f() {\n\ttotal += 1 // </code><script>alert(1)</script>\n\treturn total\n}\n"

func race() goout.Finding {
	return goout.Finding{Kind: goout.KindDataRace, File: "tally.go", Line: 4, Message: "<img src=x onerror=alert(2)>", Accesses: []goout.Access{
		{Op: "write", File: "tally.go", Line: 4, Goroutine: 7}, {Op: "read", File: "tally.go", Line: 5, Goroutine: 8},
	}}
}

func TestThePageSaysThatTheTestsSpokeAnotherLanguage(t *testing.T) {
	s := newSite(t)
	v := view(s.course.Lessons[0], hostile, race())
	v.Verdict.Lang = "en"
	s.see(v)
	for lang, said := range map[string]bool{"en": false, "ko": true, "both": false} {
		_, body := s.get("/lesson/01-race?lang=" + lang)
		assert.Equal(t, said, strings.Contains(body, "한국어로 다시 실행합니다"), lang)
	}
}

func TestBothAccessesStandSideBySide(t *testing.T) {
	s := newSite(t)
	s.see(view(s.course.Lessons[0], hostile, race(), "wait"))
	code, body := s.get("/lesson/01-race")
	require.Equal(t, 200, code)
	assert.Contains(t, body, "01-race: 1 of 6 steps are green. First red step: lost-update")
	assert.Contains(t, body, `class="sites sides"`)
	for _, want := range []string{"goroutine 7 writes", "goroutine 8 reads", `<li class="marked"><i>4</i>`, `<li class="marked"><i>5</i>`, `<span class="keyword">return</span>`, "vscode://file" + filepath.ToSlash(s.root) + "/lessons/01-race/tally.go:5"} {
		assert.Contains(t, body, want)
	}
	assert.Contains(t, body, `href="/play/01-race/lost-update?lang=en"`)
	assert.Contains(t, body, `<a href="/play/01-race/wait?lang=en" title="Be the scheduler" aria-label="Be the scheduler: wait">`, "a step that is not red, too")
	assert.NotContains(t, body, "<script>")
	assert.NotContains(t, body, "<img src=x")
	assert.Contains(t, body, "&lt;script&gt;alert(1)")
	_, body = s.get("/lesson/01-race?lang=ko")
	assert.Contains(t, body, `<html lang="ko">`)
	assert.Contains(t, body, "전체 6단계 중 1단계를 통과했습니다")
	_, body = s.get("/lesson/01-race?lang=both")
	assert.Contains(t, body, `<article lang="en">`)
	assert.Contains(t, body, `<article lang="ko">`)
	_, body = s.get("/")
	assert.Contains(t, body, "01-race: 1 of 6", "the first page is that of the lesson that was run last")
}

func TestTheSolutionIsShownOnceTheLessonIsGreen(t *testing.T) {
	s := newSite(t)
	l := s.course.Lessons[0]
	s.see(view(l, hostile, race(), "wait"))
	_, body := s.get("/lesson/01-race")
	assert.NotContains(t, body, "Yours and ours")
	s.see(view(l, hostile, race(), "all"))
	_, body = s.get("/lesson/01-race")
	assert.Contains(t, body, "every step is green")
	assert.Contains(t, body, "Yours and ours")
	assert.Contains(t, body, `class="only"`)
	assert.NotContains(t, body, "<p>한국어</p>")
	_, body = s.get("/lesson/02-mutex")
	assert.Contains(t, body, "was not run yet")
	assert.NotContains(t, body, "Yours and ours")
	for _, path := range []string{"/docs/../solutions/01-race/README.md", "/docs/%2e%2e/solutions/01-race/README.md", "/docs/..%2fsolutions%2f01-race%2fREADME.md", "/docs/../go.mod", "/docs/examples/01/go/main.go"} {
		code, body := s.get(path)
		assert.True(t, code == 404, "%s: %d", path, code)
		assert.NotContains(t, body, "wg.")
	}
}

func TestADocumentThatLeadsOutIsNotRead(t *testing.T) {
	s := newSite(t)
	secret := filepath.Join(t.TempDir(), "secret.md")
	write(t, secret, "secret")
	if err := os.Symlink(secret, filepath.Join(s.root, "docs", "out.md")); err != nil {
		t.Skip("no symbolic links here")
	}
	code, body := s.get("/docs/out.md")
	assert.Equal(t, 404, code)
	assert.NotContains(t, body, "secret")
}

func TestTheTextOfALesson(t *testing.T) {
	s := newSite(t)
	_, body := s.get("/lesson/01-race")
	assert.Contains(t, body, `<span class="keyword">go</span> greet(`)
	assert.Contains(t, body, `src="/docs/lost-update.svg"`)
	assert.Contains(t, body, `href="/docs/glossary.md?lang=en#races"`)
	assert.NotContains(t, body, `href="../`)
	assert.NotContains(t, body, "Korean: ")
	code, body := s.get("/docs/lost-update.svg")
	assert.Equal(t, 200, code)
	assert.Contains(t, body, "<svg")
	code, body = s.get("/docs/glossary.md?lang=ko")
	assert.Equal(t, 200, code)
	assert.Contains(t, body, "고루틴")
	for _, lang := range []string{"en", "ko", "both"} {
		for _, l := range s.course.Lessons {
			_, body := s.get("/lesson/" + l.ID + "?lang=" + lang)
			ids := map[string]int{}
			for _, part := range strings.Split(body, ` id="`)[1:] {
				id, _, _ := strings.Cut(part, `"`)
				ids[id]++
				assert.Equal(t, 1, ids[id], "%s in %s: %s", l.ID, lang, id)
			}
		}
	}
}

func TestHTMLInATextIsNotHTML(t *testing.T) {
	s := newSite(t)
	write(t, filepath.Join(s.root, "docs", "01-race.md"), "# T\n\n<script>alert(1)</script>\n\n[x](javascript:alert(2)) <b onclick=x>y</b>\n\n```go\n</code><script>\n```\n")
	_, body := s.get("/lesson/01-race")
	assert.NotContains(t, body, "<script>")
	assert.NotContains(t, body, "javascript:")
	assert.NotContains(t, body, "onclick")
	require.NoError(t, os.Remove(filepath.Join(s.root, "docs", "01-race.md")))
	code, body := s.get("/lesson/01-race")
	assert.Equal(t, 200, code)
	assert.Contains(t, body, "docs/01-race.md")
}

func TestHintsAndAnswersAreAskedOfTheWatch(t *testing.T) {
	s := newSite(t)
	l := s.course.Lessons[0]
	s.see(view(l, hostile, race(), "wait"))
	_, body := s.get("/lesson/01-race")
	assert.NotContains(t, body, "Hint 1")
	store, err := progress.Open(s.root, time.Now())
	require.NoError(t, err)
	store.NextHint(outcome.StepOf(l, l.Steps[1]))
	require.NoError(t, store.Save())
	code, body := s.post("/hint", "lesson", l.ID, "step", "lost-update", "lang", "ko")
	assert.Equal(t, 200, code)
	require.Len(t, s.asked, 1)
	assert.Equal(t, watch.TakeHint, s.asked[0].Action)
	assert.Equal(t, "lost-update", s.asked[0].Step.ID)
	assert.Contains(t, body, strings.TrimSpace(l.Steps[1].Hints[0].Ko)[:20])

	questions, err := course.Questions(os.DirFS(s.root), l)
	require.NoError(t, err)
	for k, o := range questions[0].Options {
		_, body := s.post("/answer", "lesson", l.ID, "question", questions[0].ID, "option", string(rune('0'+k)))
		assert.Equal(t, o.Right, strings.Contains(body, "chosen right"))
		assert.Equal(t, !o.Right, strings.Contains(body, "chosen wrong"))
	}
	require.Len(t, s.asked, 2)
	assert.Equal(t, questions[0].ID, s.asked[1].Question)
	code, _ = s.post("/run", "lesson", "02-mutex")
	assert.Equal(t, 200, code)
	assert.Equal(t, watch.RunLesson, s.asked[2].Action)
	assert.Equal(t, "en", s.asked[2].Lang)
	s.post("/run", "lesson", "02-mutex", "lang", "ko")
	assert.Equal(t, "ko", s.asked[3].Lang)
	s.post("/run", "lesson", "02-mutex", "lang", "both")
	assert.Empty(t, s.asked[4].Lang, "the language stays as it is")

	for _, bad := range [][]string{{"/hint", "lesson", l.ID}, {"/hint", "lesson", "x", "step", "wait"}, {"/run"}, {"/run", "lesson", "../x"}, {"/answer", "lesson", l.ID, "question", questions[0].ID, "option", "9"}, {"/answer", "lesson", l.ID, "question", "x"}} {
		code, _ := s.post(bad[0], bad[1:]...)
		assert.Equal(t, 404, code, "%v", bad)
	}
	for _, path := range []string{"/lesson/x", "/lesson/01-race/schedule/wait", "/lesson/x/schedule/wait", "/assets/x.css", "/assets/page.html", "/nothing"} {
		code, _ := s.get(path)
		assert.Equal(t, 404, code, path)
	}
	assert.Len(t, s.asked, 5)
}

func TestAFileThatDoesNotBuild(t *testing.T) {
	s := newSite(t)
	v := view(s.course.Lessons[0], hostile, race())
	v.Verdict.Build = &gotest.BuildFailure{Kind: "build", Output: []byte("lessons/01-race/tally.go:4:2: undefined: total\n")}
	s.see(v)
	_, body := s.get("/lesson/01-race")
	assert.Contains(t, body, "01-race does not compile")
	assert.Contains(t, body, "undefined: total")
	assert.Contains(t, body, "tally.go:4")
}
