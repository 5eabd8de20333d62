package server_test

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"strconv"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/web/server"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// serve serves a handler until the end of the test.
func serve(t *testing.T, h http.Handler) *server.Server {
	t.Helper()
	s, err := server.Open(server.Options{Port: 0, Handler: h, Mount: map[string]http.Handler{"/play/": text("mounted")}, Say: msg.New("en")})
	require.NoError(t, err)
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx) }()
	t.Cleanup(func() {
		stop()
		assert.NoError(t, <-ended)
	})
	return s
}

// text is a handler that answers with a text.
func text(s string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			w.WriteHeader(http.StatusTeapot)
		}
		_, _ = io.WriteString(w, s+string(body))
	})
}

// browser is a client with cookies that does not follow redirects.
type browser struct {
	t    *testing.T
	http http.Client
	base *url.URL
}

func newBrowser(t *testing.T, address string) *browser {
	t.Helper()
	jar, err := cookiejar.New(nil)
	require.NoError(t, err)
	base, err := url.Parse(address)
	require.NoError(t, err)
	transport := &http.Transport{}
	t.Cleanup(transport.CloseIdleConnections)
	b := &browser{t, http.Client{Transport: transport, Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}, base}
	base.RawQuery = ""
	return b
}

// opened is a browser that has opened the page.
func opened(t *testing.T, s *server.Server) *browser {
	t.Helper()
	b := newBrowser(t, s.URL())
	code, _ := b.get(s.URL())
	require.Equal(t, http.StatusSeeOther, code)
	return b
}

func (b *browser) do(r *http.Request) (int, string) {
	b.t.Helper()
	res, err := b.http.Do(r)
	require.NoError(b.t, err)
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	require.NoError(b.t, err)
	if l := res.Header.Get("Location"); l != "" {
		return res.StatusCode, l
	}
	return res.StatusCode, string(body)
}

func (b *browser) request(method, path, body string, headers ...string) *http.Request {
	b.t.Helper()
	u, err := b.base.Parse(path)
	require.NoError(b.t, err)
	r, err := http.NewRequestWithContext(b.t.Context(), method, u.String(), strings.NewReader(body))
	require.NoError(b.t, err)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
		if headers[i] == "Host" {
			r.Host = headers[i+1]
		}
	}
	return r
}

func (b *browser) get(path string, headers ...string) (int, string) {
	b.t.Helper()
	return b.do(b.request("GET", path, "", headers...))
}

func TestTheTokenIsExchangedForACookie(t *testing.T) {
	s := serve(t, text("the page"))
	b := newBrowser(t, s.URL())
	code, body := b.get("/")
	assert.Equal(t, http.StatusForbidden, code)
	assert.Contains(t, body, "lacks the token")
	code, _ = b.get("/?token=WRONG")
	assert.Equal(t, http.StatusForbidden, code)

	res, err := b.http.Do(b.request("GET", s.URL()+"&lang=ko", ""))
	require.NoError(t, err)
	res.Body.Close()
	assert.Equal(t, "/?lang=ko", res.Header.Get("Location"))
	cookie := res.Header.Get("Set-Cookie")
	for _, want := range []string{"HttpOnly", "SameSite=Strict", "checker-" + b.base.Port()} {
		assert.Contains(t, cookie, want)
	}
	code, body = b.get("/")
	assert.Equal(t, http.StatusOK, code)
	assert.Equal(t, "the page", body)
	_, body = b.get("/play/x")
	assert.Equal(t, "mounted", body)
	code, to := b.get("http://" + b.base.Host + "//evil.example/" + s.URL()[strings.Index(s.URL(), "?"):])
	assert.Equal(t, http.StatusSeeOther, code)
	assert.Equal(t, "/evil.example/", to, "not an address elsewhere")
}

func TestALaunchAddressWorksOnce(t *testing.T) {
	s := serve(t, text("the page"))
	once := s.LaunchURL()
	assert.NotContains(t, s.URL(), strings.SplitN(once, "=", 2)[1])
	code, _ := newBrowser(t, s.URL()).get(once)
	assert.Equal(t, http.StatusSeeOther, code)
	code, _ = newBrowser(t, s.URL()).get(once)
	assert.Equal(t, http.StatusForbidden, code)
}

func TestOnlyThePageItselfIsAnswered(t *testing.T) {
	s := serve(t, text("ok "))
	b := opened(t, s)
	port := b.base.Port()
	own, form := "http://"+b.base.Host, "application/x-www-form-urlencoded"
	for _, c := range []struct {
		name   string
		method string
		body   string
		want   int
		header []string
	}{
		{"plain", "GET", "", 200, nil},
		{"typed into the address bar", "GET", "", 200, []string{"Sec-Fetch-Site", "none"}},
		{"its own stream", "GET", "", 200, []string{"Sec-Fetch-Site", "same-origin", "Sec-Fetch-Mode", "cors"}},
		{"localhost", "GET", "", 200, []string{"Host", "localhost:" + port}},
		{"IPv6", "GET", "", 200, []string{"Host", "[::1]:" + port}},
		{"foreign host", "GET", "", 403, []string{"Host", "evil.example:" + port}},
		{"foreign host of the same beginning", "GET", "", 403, []string{"Host", "127.0.0.1.evil.example:" + port}},
		{"another port", "GET", "", 403, []string{"Host", "127.0.0.1:1"}},
		{"no port", "GET", "", 403, []string{"Host", "127.0.0.1"}},
		{"a script of another site", "GET", "", 403, []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "no-cors"}},
		{"a frame of another port", "GET", "", 403, []string{"Sec-Fetch-Site", "same-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "iframe"}},
		{"a stream of another port", "GET", "", 403, []string{"Origin", "http://127.0.0.1:1"}},
		{"a link on another site", "GET", "", 200, []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"}},
		{"its own form", "POST", "a=1", 200, []string{"Origin", own, "Content-Type", form}},
		{"its own fetch", "POST", "a=1", 200, []string{"Sec-Fetch-Site", "same-origin", "Content-Type", form + "; charset=utf-8"}},
		{"JSON", "POST", "{}", 200, []string{"Origin", own, "Content-Type", "application/json"}},
		{"a form of another site", "POST", "a=1", 403, []string{"Origin", "https://evil.example", "Content-Type", form}},
		{"a form of no site", "POST", "a=1", 403, []string{"Origin", "null", "Content-Type", form}},
		{"a form of another port", "POST", "a=1", 403, []string{"Origin", own, "Sec-Fetch-Site", "same-site", "Content-Type", form}},
		{"a form from nowhere", "POST", "a=1", 403, []string{"Content-Type", form}},
		{"no content type", "POST", "a=1", 415, []string{"Origin", own}},
		{"a content type without preflight", "POST", "a=1", 415, []string{"Origin", own, "Content-Type", "text/plain"}},
		{"too much", "POST", strings.Repeat("a", 64<<10+1), 413, []string{"Origin", own, "Content-Type", form}},
		{"as much as is allowed", "POST", strings.Repeat("a", 64<<10), 200, []string{"Origin", own, "Content-Type", form}},
		{"another method", "DELETE", "", 405, []string{"Origin", own}},
	} {
		r := b.request(c.method, "/", c.body, c.header...)
		if r.Host != b.base.Host { // a browser would not send it there, but one that is deceived does
			r.AddCookie(b.http.Jar.Cookies(b.base)[0])
		}
		code, body := b.do(r)
		assert.Equal(t, c.want, code, c.name)
		switch code {
		case http.StatusOK:
			assert.Equal(t, "ok "+c.body, body, c.name)
		case http.StatusForbidden:
			assert.Regexp(t, "Another site asked|only under the address", body, c.name)
		}
	}
	r := b.request("POST", "/", "", "Origin", own, "Content-Type", form)
	r.Body, r.ContentLength = io.NopCloser(io.LimitReader(iotest.OneByteReader(endless{}), 64<<10+1)), -1
	code, _ := b.do(r)
	assert.Equal(t, 413, code, "too much, and its size is not said")
}

// endless is a body without an end.
type endless struct{}

func (endless) Read(b []byte) (int, error) { b[0] = 'a'; return 1, nil }

func TestACookieOfAnotherServerDoesNotCount(t *testing.T) {
	one, other := serve(t, text("one")), serve(t, text("other"))
	b := newBrowser(t, one.URL())
	foreign := opened(t, other)
	for _, c := range foreign.http.Jar.Cookies(foreign.base) {
		for _, name := range []string{c.Name, "checker-" + b.base.Port()} {
			code, _ := b.get("/", "Cookie", name+"="+c.Value)
			assert.Equal(t, http.StatusForbidden, code)
		}
	}
}

func TestEveryAnswerHasTheHeaders(t *testing.T) {
	s := serve(t, text("page"))
	for _, b := range []*browser{newBrowser(t, s.URL()), opened(t, s)} {
		res, err := b.http.Do(b.request("GET", "/", ""))
		require.NoError(t, err)
		res.Body.Close()
		assert.Equal(t, server.Policy, res.Header.Get("Content-Security-Policy"))
		assert.NotContains(t, server.Policy, "unsafe")
		assert.Contains(t, server.Policy, "frame-ancestors 'none'")
		assert.Equal(t, "nosniff", res.Header.Get("X-Content-Type-Options"))
		assert.Equal(t, "no-referrer", res.Header.Get("Referrer-Policy"))
	}
}

func TestALargeHeaderIsRefused(t *testing.T) {
	b := opened(t, serve(t, text("page")))
	res, err := b.http.Do(b.request("GET", "/", "", "X-Large", strings.Repeat("a", 64<<10)))
	if err == nil { // else the connection has ended before the answer could be read
		res.Body.Close()
		assert.Equal(t, http.StatusRequestHeaderFieldsTooLarge, res.StatusCode)
	}
}

func TestAPortThatIsTaken(t *testing.T) {
	s := serve(t, text("page"))
	u, err := url.Parse(s.URL())
	require.NoError(t, err)
	port, err := strconv.Atoi(u.Port())
	require.NoError(t, err)
	_, err = server.Open(server.Options{Port: port, Handler: text(""), Say: msg.New("en")})
	taken := new(server.PortError)
	require.ErrorAs(t, err, &taken)
	assert.Equal(t, port, taken.Port)

	var open []*server.Server
	for range 13 { // more than the ports that are tried
		s, err := server.Open(server.Options{Port: server.AnyPort, Handler: text(""), Say: msg.New("en")})
		require.NoError(t, err)
		open = append(open, s)
	}
	for _, s := range open {
		assert.True(t, strings.HasPrefix(s.URL(), "http://127.0.0.1:"), s.URL())
		require.NoError(t, s.Close())
	}
}

func TestServeEndsWithARequestInProgress(t *testing.T) {
	begun := make(chan bool)
	s, err := server.Open(server.Options{Port: 0, Say: msg.New("en"), Handler: http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		begun <- true
		<-r.Context().Done()
	})})
	require.NoError(t, err)
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx) }()
	b := opened(t, s)
	go func() {
		<-begun
		stop()
	}()
	res, err := b.http.Do(b.request("GET", "/", "")) // it ends in one way or another
	if err == nil {
		res.Body.Close()
	}
	assert.NoError(t, <-ended)
}

func TestAClientThatSaysNothingDoesNotHoldUpTheEnd(t *testing.T) {
	if os.Getenv("WORKSHOP_LONG") == "" {
		t.Skip("waits for the server's time to run out: WORKSHOP_LONG=1")
	}
	s := serve(t, text("page"))
	u, err := url.Parse(s.URL())
	require.NoError(t, err)
	conn, err := new(net.Dialer).DialContext(t.Context(), "tcp", u.Host)
	require.NoError(t, err)
	t.Cleanup(func() { conn.Close() })
	_, err = io.WriteString(conn, "GET / HTTP/1.1\r\n")
	require.NoError(t, err)
	_, err = bufio.NewReader(conn).ReadByte()
	assert.True(t, errors.Is(err, io.EOF) || err == nil, "after its time the connection is closed: %v", err)
}
