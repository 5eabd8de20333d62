package server

import (
	"bytes"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"io"
	"mime"
	"net"
	"net/http"
	"slices"
	"sync/atomic"

	"sharedmap-workshop/checker/internal/msg"
)

// The parameters of an address that opens the page.
const (
	tokenParameter = "token"
	onceParameter  = "once"
)

// Policy is the Content-Security-Policy of every response that sets no other: nothing but this server's own files.
const Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// guard answers requests that the page itself has not made with a refusal, and hands all others on.
type guard struct {
	next  http.Handler
	port  string
	hosts []string // the names under which the page may be asked for
	token string
	once  atomic.Pointer[string] // a token that is good for one request; nil: none
	say   *msg.Printer
}

func newGuard(next http.Handler, port string, say *msg.Printer) *guard {
	g := &guard{next: next, port: port, token: rand.Text(), say: say}
	for _, name := range []string{loopback, "localhost", "::1"} {
		g.hosts = append(g.hosts, net.JoinHostPort(name, port))
	}
	return g
}

// refusal is why a request is refused: the status of the answer, and the key of its text.
type refusal struct {
	status int
	key    string
}

var (
	foreignHost   = &refusal{http.StatusForbidden, "web.refused.host"}
	foreignOrigin = &refusal{http.StatusForbidden, "web.refused.origin"}
	noToken       = &refusal{http.StatusForbidden, "web.refused.token"}
	wrongMethod   = &refusal{http.StatusMethodNotAllowed, "web.refused.method"}
	wrongType     = &refusal{http.StatusUnsupportedMediaType, "web.refused.type"}
	tooLarge      = &refusal{http.StatusRequestEntityTooLarge, "web.refused.large"}
	cutOff        = &refusal{http.StatusBadRequest, "web.refused.body"}
)

// ServeHTTP checks a request. A request with a token in its address gets a cookie in exchange, so that the token does not stay in the address.
func (g *guard) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	setHeaders(w.Header())
	if !slices.Contains(g.hosts, r.Host) { // a foreign name that leads to this machine: DNS rebinding
		g.refuse(w, foreignHost)
		return
	}
	if q := r.URL.Query(); r.Method == http.MethodGet && (q.Has(tokenParameter) || q.Has(onceParameter)) {
		g.exchange(w, r)
		return
	}
	if no := g.check(w, r); no != nil {
		g.refuse(w, no)
		return
	}
	g.next.ServeHTTP(w, r)
}

// setHeaders sets what is true of every response.
func setHeaders(h http.Header) {
	h.Set("Content-Security-Policy", Policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cache-Control", "no-store")
}

// exchange answers a request with a token in its address: a cookie, and the same address without the token.
func (g *guard) exchange(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	if !same(q.Get(tokenParameter), g.token) && !g.spendOnce(q.Get(onceParameter)) {
		g.refuse(w, noToken)
		return
	}
	http.SetCookie(w, &http.Cookie{Name: g.cookie(), Value: g.token, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode})
	q.Del(tokenParameter)
	q.Del(onceParameter)
	to := *r.URL
	to.RawQuery = q.Encode()
	to.Scheme, to.Host = "", ""
	w.Header().Set("Location", "/"+trimSlashes(to.RequestURI())) // "//host" would be an address elsewhere
	w.WriteHeader(http.StatusSeeOther)
}

// trimSlashes returns a path without the slashes at its beginning.
func trimSlashes(path string) string {
	for path != "" && (path[0] == '/' || path[0] == '\\') {
		path = path[1:]
	}
	return path
}

// cookie returns the cookie's name. It holds the port, because a browser sends a cookie to every port of a host.
func (g *guard) cookie() string { return "checker-" + g.port }

func (g *guard) setOnce(token string) { g.once.Store(&token) }

// spendOnce reports whether token is the one that is good for one request. Afterwards it is good for none.
func (g *guard) spendOnce(token string) bool {
	want := g.once.Load()
	return want != nil && same(token, *want) && g.once.CompareAndSwap(want, nil)
}

// same compares secrets in a time that does not depend on where they differ.
func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }

// check returns why a request without a token in its address is refused, or nil. It reads the body, whose size is limited.
func (g *guard) check(w http.ResponseWriter, r *http.Request) *refusal {
	c, err := r.Cookie(g.cookie())
	if err != nil || !same(c.Value, g.token) {
		return noToken
	}
	switch r.Method {
	case http.MethodGet, http.MethodHead:
		if !mayRead(r) {
			return foreignOrigin
		}
		return nil
	case http.MethodPost:
		if !mayChange(r) {
			return foreignOrigin
		}
		return readBody(w, r)
	}
	w.Header().Set("Allow", "GET, HEAD, POST")
	return wrongMethod
}

// mayRead reports whether a request may get a page or a stream. Somebody may follow a link to the page from elsewhere, but no other page may load
// it as a picture, a script or a stream.
func mayRead(r *http.Request) bool {
	if o := r.Header.Get("Origin"); o != "" && o != "http://"+r.Host {
		return false
	}
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "same-origin", "none": // none: the reader typed the address
		return true
	}
	return r.Header.Get("Sec-Fetch-Mode") == "navigate" && r.Header.Get("Sec-Fetch-Dest") == "document"
}

// mayChange reports whether a request may change something: only the page itself may. Every browser says where a POST comes from.
func mayChange(r *http.Request) bool {
	origin, site := r.Header.Get("Origin"), r.Header.Get("Sec-Fetch-Site")
	return (origin != "" || site != "") && (origin == "" || origin == "http://"+r.Host) && (site == "" || site == "same-origin")
}

// readBody reads the body of a request, so that no handler has to think of its size or of a client that sends it slowly.
func readBody(w http.ResponseWriter, r *http.Request) *refusal {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "application/x-www-form-urlencoded" && kind != "application/json" {
		return wrongType
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if large := new(http.MaxBytesError); errors.As(err, &large) {
		return tooLarge
	}
	if err != nil {
		return cutOff
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	return nil
}

// refuse answers a request with the reason, as plain text. The connection ends, so that refused requests hold none.
func (g *guard) refuse(w http.ResponseWriter, no *refusal) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Connection", "close")
	w.WriteHeader(no.status)
	_, _ = io.WriteString(w, g.say.Say(no.key)+"\n") // who has gone needs no answer
}
