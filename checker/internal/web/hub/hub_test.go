package hub_test

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"sharedmap-workshop/checker/internal/web/hub"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// running is a hub that runs until the end of the test.
func running(t *testing.T) *hub.Hub[int] {
	t.Helper()
	h := hub.New(0)
	ctx, stop := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	wg.Go(func() { h.Run(ctx) })
	t.Cleanup(func() { stop(); wg.Wait() })
	return h
}

const saves = 200

func TestTwoWatchersSeeTheLastOfManySaves(t *testing.T) {
	h := running(t)
	var watchers sync.WaitGroup
	for range 2 {
		states, leave := h.Watch(t.Context())
		watchers.Go(func() {
			defer leave()
			last := 0
			for v := range states {
				assert.Greater(t, v.Number, last, "numbers count up")
				assert.Equal(t, v.State+1, v.Number, "a version has its own state")
				if last = v.Number; v.State == saves {
					return
				}
			}
			assert.Fail(t, "the last state was lost")
		})
	}
	_, gone := h.Watch(t.Context()) // takes nothing, and holds up nobody
	defer gone()
	for n := range saves {
		h.Publish(t.Context(), n+1)
	}
	watchers.Wait()
	v, ok := h.Now(t.Context())
	assert.True(t, ok)
	assert.Equal(t, hub.Version[int]{Number: saves + 1, State: saves}, v)
}

func TestAfterTheEndNothingWaits(t *testing.T) {
	h := hub.New("only")
	ctx, stop := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	wg.Go(func() { h.Run(ctx) })
	states, leave := h.Watch(t.Context())
	assert.Equal(t, "only", (<-states).State)
	stop()
	wg.Wait()
	_, ok := <-states
	assert.False(t, ok)
	leave()
	h.Publish(t.Context(), "more")
	_, ok = h.Now(t.Context())
	assert.False(t, ok)
	states, leave = h.Watch(t.Context())
	_, ok = <-states
	assert.False(t, ok)
	leave()
}

// streaming serves a hub's stream to at most so many clients.
func streaming(t *testing.T, h *hub.Hub[int], most int) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(hub.NewStream(h, most, func(v hub.Version[int]) string { return fmt.Sprint("state ", v.State) }))
	t.Cleanup(s.Close)
	return s
}

// listen opens a stream and returns its status and its lines.
func listen(t *testing.T, ctx context.Context, address string) (int, *bufio.Scanner) {
	t.Helper()
	r, err := http.NewRequestWithContext(ctx, "GET", address, nil)
	require.NoError(t, err)
	res, err := http.DefaultClient.Do(r)
	require.NoError(t, err)
	t.Cleanup(func() { res.Body.Close() })
	return res.StatusCode, bufio.NewScanner(res.Body)
}

// nextData returns the data of the next event.
func nextData(lines *bufio.Scanner) string {
	for lines.Scan() {
		if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
			return data
		}
	}
	return "the end"
}

func TestAStreamBeginsWithThePresent(t *testing.T) {
	defer http.DefaultClient.CloseIdleConnections()
	h := running(t)
	h.Publish(t.Context(), 7)
	s := streaming(t, h, 2)
	ctx, leave := context.WithCancel(t.Context())
	code, lines := listen(t, ctx, s.URL)
	require.Equal(t, http.StatusOK, code)
	assert.Equal(t, "state 7", nextData(lines))
	h.Publish(t.Context(), 8)
	assert.Equal(t, "state 8", nextData(lines))
	leave() // as a laptop does that goes to sleep
	h.Publish(t.Context(), 9)
	ctx, leave = context.WithCancel(t.Context())
	defer leave()
	_, lines = listen(t, ctx, s.URL)
	assert.Equal(t, "state 9", nextData(lines))
}

func TestAThousandStreamsAreBounded(t *testing.T) {
	defer http.DefaultClient.CloseIdleConnections()
	const most = 4
	s := streaming(t, running(t), most)
	ctx, leave := context.WithCancel(t.Context())
	defer leave()
	codes := map[int]int{}
	for range 1000 {
		code, _ := listen(t, ctx, s.URL)
		codes[code]++
	}
	assert.Equal(t, map[int]int{http.StatusOK: most, http.StatusServiceUnavailable: 1000 - most}, codes)
}

func TestAClientThatReadsNothingHoldsUpNobody(t *testing.T) {
	defer http.DefaultClient.CloseIdleConnections()
	h := running(t)
	s := streaming(t, h, 2)
	conn, err := new(net.Dialer).DialContext(t.Context(), "tcp", s.Listener.Addr().String())
	require.NoError(t, err)
	defer conn.Close()
	_, err = conn.Write([]byte("GET / HTTP/1.1\r\nHost: x\r\n\r\n"))
	require.NoError(t, err)
	ctx, leave := context.WithCancel(t.Context())
	defer leave()
	_, lines := listen(t, ctx, s.URL)
	for n := range 20000 {
		h.Publish(t.Context(), n+1)
	}
	for last := ""; last != "state 20000"; {
		last = nextData(lines)
		require.NotEqual(t, "the end", last)
	}
}
