package arena_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/explore/rt"
	shimsync "sharedmap-workshop/checker/explore/shim/sync"
	"sharedmap-workshop/checker/internal/gotest"
	"sharedmap-workshop/checker/internal/web/arena"
)

func TestMain(m *testing.M) {
	if code, ok := gotest.Child(os.Args); ok { // the checker of the lessons' runs is this binary
		os.Exit(code)
	}
	goleak.VerifyTestMain(m)
}

// lockOrder has a harmless case and one in which two goroutines take two locks in different orders. A name tries to be HTML.
func lockOrder(t *explore.T) {
	harmless := t.Choose(2) == 0
	t.Case(map[bool]string{true: "the same order", false: "<b>other</b> orders"}[harmless])
	var a, b shimsync.Mutex
	first, second := &a, &b
	if !harmless {
		first, second = &b, &a
	}
	t.Go("<img src=x onerror=alert(1)>", func() { a.Lock(); b.Lock(); b.Unlock(); a.Unlock() })
	t.Go("other", func() { first.Lock(); second.Lock(); second.Unlock(); first.Unlock() })
	t.Wait()
}

// lostUpdate reads and writes a variable twice, without a lock.
func lostUpdate(t *explore.T) {
	n := 0
	for range 2 {
		t.Go("worker", func() { rt.Write(&n, 1).Set(rt.Read(&n, 2) + 1) })
	}
	t.Wait()
	if n != 2 {
		t.Errorf("2 increments made %d", n)
	}
}

// lockedUpdate does the same with a lock.
func lockedUpdate(t *explore.T) {
	var mu shimsync.Mutex
	n := 0
	for range 2 {
		t.Go("worker", func() { mu.Lock(); rt.Write(&n, 1).Set(rt.Read(&n, 2) + 1); mu.Unlock() })
	}
	t.Wait()
	if n != 2 {
		t.Errorf("2 increments made %d", n)
	}
}

// kernels are the scenarios of the tests, by their addresses. They are explored in this process.
var kernels = map[string]func(*explore.T){"small/locks": lockOrder, "small/update": lostUpdate, "small/locked": lockedUpdate}

// open opens a kernel. Explorations of one process take turns, and none of them may still run when the test ends: both searches are made here.
func open(t *testing.T, turn *sync.Mutex, scenario func(*explore.T)) *arena.Scenario {
	turn.Lock()
	defer turn.Unlock()
	limits := explore.DefaultLimits()
	limits.Races = false
	first := explore.Explore(t, limits, scenario)
	limits.All = true
	counted := explore.Explore(t, limits, scenario)
	return &arena.Scenario{
		Replay: func(_ context.Context, m explore.Moves) (*explore.Result, error) {
			turn.Lock()
			defer turn.Unlock()
			limits := limits
			limits.Play = &m
			return explore.Explore(t, limits, scenario), nil
		},
		Search: func(_ context.Context, all bool) (*explore.Result, error) {
			if all {
				return counted, nil
			}
			return first, nil
		},
		Source: func(string) []string { return nil },
	}
}

// site is an arena that is served.
type site struct {
	t       *testing.T
	url     string
	version atomic.Int32 // of all files
	opened  atomic.Int32 // how many scenarios were opened
	closed  atomic.Int32
}

// newSite serves kernels. change may change the options.
func newSite(t *testing.T, change func(*arena.Options)) *site {
	t.Helper()
	s := &site{t: t}
	turn := new(sync.Mutex)
	o := arena.Options{
		Lang: "en",
		Levels: func(string) []arena.Level {
			return []arena.Level{{ID: "small/locks", Title: "<i>Locks</i>", Group: "small", Back: "/lesson/small"}, {ID: "small/update", Group: "small"}, {ID: "small/locked", Group: "small"}}
		},
		Version: func(string) string { return string(rune('a' + s.version.Load())) },
		Open: func(_ context.Context, id, _ string) (*arena.Scenario, error) {
			s.opened.Add(1)
			sc := open(t, turn, kernels[id])
			sc.Close = func() error { s.closed.Add(1); return nil }
			return sc, nil
		},
	}
	if change != nil {
		change(&o)
	}
	a := arena.New(t.Context(), o)
	server := httptest.NewServer(a)
	s.url = server.URL
	t.Cleanup(func() {
		server.Close()
		http.DefaultClient.CloseIdleConnections()
		assert.NoError(t, a.Close())
		assert.Equal(t, s.opened.Load(), s.closed.Load(), "every kernel is closed")
	})
	return s
}

// request sends a request, and returns the answer's status and body.
func (s *site) request(method, path, kind, body string) (*http.Response, string) {
	s.t.Helper()
	r, err := http.NewRequestWithContext(s.t.Context(), method, s.url+path, strings.NewReader(body))
	require.NoError(s.t, err)
	r.Header.Set("Content-Type", kind)
	res, err := http.DefaultClient.Do(r)
	require.NoError(s.t, err)
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	require.NoError(s.t, err)
	return res, string(b)
}

// post asks for something of a level, which must be answered with the status.
func post[T any](s *site, status int, path, body string) T {
	s.t.Helper()
	res, text := s.request("POST", path, "application/json", body)
	require.Equal(s.t, status, res.StatusCode, text)
	var out T
	require.NoError(s.t, json.Unmarshal([]byte(text), &out), text)
	return out
}

// moves makes moves.
func (s *site) moves(level, body string) arena.Answer {
	s.t.Helper()
	return post[arena.Answer](s, http.StatusOK, "/play/"+level+"/moves", body)
}
