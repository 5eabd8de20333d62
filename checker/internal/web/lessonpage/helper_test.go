package lessonpage_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/gotest"
	"sharedmap-workshop/checker/internal/watch"
	"sharedmap-workshop/checker/internal/web/hub"
	"sharedmap-workshop/checker/internal/web/lessonpage"
)

func TestMain(m *testing.M) {
	if code, ok := gotest.Child(os.Args); ok { // the checker of the lessons' runs is this binary
		os.Exit(code)
	}
	goleak.VerifyTestMain(m)
}

// repoRoot is the root of this repo.
const repoRoot = "../../../.."

// newRepo returns a copy of what the page and the lessons' tests need.
func newRepo(t *testing.T) (string, *course.Course) {
	t.Helper()
	c, err := course.Published()
	require.NoError(t, err)
	root := t.TempDir()
	for _, dir := range []string{"docs", "solutions", "checker/explore", "checker/testrecord"} {
		require.NoError(t, os.CopyFS(filepath.Join(root, dir), os.DirFS(filepath.Join(repoRoot, dir))))
	}
	mod, sum, err := c.Module()
	require.NoError(t, err)
	write(t, filepath.Join(root, "go.mod"), string(mod))
	write(t, filepath.Join(root, "go.sum"), string(sum))
	for _, l := range c.Lessons {
		files, err := c.Files(l)
		require.NoError(t, err)
		for name, b := range files {
			write(t, filepath.Join(root, l.Dir(), name), string(b))
		}
	}
	return root, c
}

func write(t *testing.T, name, text string) {
	t.Helper()
	require.NoError(t, os.MkdirAll(filepath.Dir(name), 0o755))
	require.NoError(t, os.WriteFile(name, []byte(text), 0o600))
}

// site is a page without a watch: its requests are carried out by carryOut.
type site struct {
	t      *testing.T
	root   string
	course *course.Course
	states *hub.Hub[lessonpage.State]
	asked  []watch.Request // read after the answer to the request
	url    string

	carried chan bool // has a value for each request that was carried out
}

// newSite serves the page of a copy of the repo.
func newSite(t *testing.T) *site {
	t.Helper()
	s := &site{t: t, states: hub.New(lessonpage.State{}), carried: make(chan bool, 100)}
	s.root, s.course = newRepo(t)
	requests := make(chan watch.Request)
	h, err := lessonpage.New(lessonpage.Options{Root: s.root, Course: s.course, States: s.states, Requests: requests, Lang: "en",
		Play: func(l course.Lesson, step course.Step) string { return "/play/" + l.StepID(step) }})
	require.NoError(t, err)
	ctx, stop := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	wg.Go(func() { s.states.Run(ctx) })
	wg.Go(func() {
		for {
			select {
			case r := <-requests:
				s.asked = append(s.asked, r)
				r.Done <- nil
				s.carried <- true
			case <-ctx.Done():
				return
			}
		}
	})
	server := httptest.NewServer(h)
	s.url = server.URL
	t.Cleanup(func() { stop(); server.Close(); http.DefaultClient.CloseIdleConnections(); wg.Wait() })
	return s
}

// see publishes a view.
func (s *site) see(v watch.View) { s.states.Publish(s.t.Context(), lessonpage.State{}.With(v)) }

func (s *site) get(path string) (int, string) {
	s.t.Helper()
	r, err := http.NewRequestWithContext(s.t.Context(), "GET", s.url+path, nil)
	require.NoError(s.t, err)
	return s.do(r)
}

func (s *site) post(path string, fields ...string) (int, string) {
	s.t.Helper()
	form := url.Values{}
	for i := 0; i < len(fields); i += 2 {
		form.Set(fields[i], fields[i+1])
	}
	r, err := http.NewRequestWithContext(s.t.Context(), "POST", s.url+path, strings.NewReader(form.Encode()))
	require.NoError(s.t, err)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return s.do(r)
}

func (s *site) do(r *http.Request) (int, string) {
	s.t.Helper()
	res, err := http.DefaultClient.Do(r)
	require.NoError(s.t, err)
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	require.NoError(s.t, err)
	return res.StatusCode, string(b)
}
