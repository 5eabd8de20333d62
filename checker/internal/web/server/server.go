// Package server serves the checker's page to the browser of the person who started it, and to nobody else.
//
// It listens on the loopback address. A guard stands in front of every handler: it checks the Host, the token and the origin of each request, and
// bounds what a request may send.
//
//	s, err := server.Open(server.Options{Port: server.AnyPort, Handler: page, Say: say})
//	fmt.Println(s.URL())
//	err = s.Serve(ctx)
package server

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"sync"
	"time"

	"golang.org/x/net/netutil"

	"sharedmap-workshop/checker/internal/msg"
)

// Options is the input of Open.
type Options struct {
	Port    int                     // the port to listen on; 0: any free one; AnyPort: DefaultPort, or a free one where that is taken
	Handler http.Handler            // serves the page
	Mount   map[string]http.Handler // handlers behind the same guard, by their path, such as "/play/"
	Say     *msg.Printer            // for what a refused request is told
}

// Limits of the server. They are generous for one person with some tabs, and small enough that nothing on the machine can use it up.
const (
	maxHeader      = 16 << 10
	maxBody        = 64 << 10
	maxConnections = 256
	headerTime     = 5 * time.Second
	readTime       = 15 * time.Second
	writeTime      = 2 * time.Minute // includes the time that a handler computes
	idleTime       = time.Minute
	shutdownTime   = 3 * time.Second
)

// Server is a page that is being served.
type Server struct {
	listener net.Listener
	http     *http.Server
	guard    *guard

	mu       sync.Mutex
	stopped  bool           // no request is handed on any more
	handlers sync.WaitGroup // the requests that are being handled
}

// Open starts to listen. Serve must be called afterwards. The error is a *PortError if the port cannot be used.
func Open(o Options) (*Server, error) {
	l, err := listen(o.Port)
	if err != nil {
		return nil, err
	}
	_, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		return nil, errors.Join(fmt.Errorf("read the address: %w", err), l.Close())
	}
	mux := http.NewServeMux()
	mux.Handle("/", o.Handler)
	for path, h := range o.Mount {
		mux.Handle(path, h)
	}
	s := &Server{listener: netutil.LimitListener(l, maxConnections), guard: newGuard(mux, port, o.Say)}
	s.http = &http.Server{
		Handler: http.HandlerFunc(s.handle), MaxHeaderBytes: maxHeader, ReadHeaderTimeout: headerTime, ReadTimeout: readTime, WriteTimeout: writeTime, IdleTimeout: idleTime,
		DisableGeneralOptionsHandler: true,                       // it would answer OPTIONS * in front of the guard
		ErrorLog:                     log.New(io.Discard, "", 0), // what a client does wrong is not the reader's business
	}
	return s, nil
}

// handle hands a request to the guard, and counts it until its handler has returned.
func (s *Server) handle(w http.ResponseWriter, r *http.Request) {
	if !s.begin() {
		return
	}
	defer s.handlers.Done()
	s.guard.ServeHTTP(w, r)
}

// begin counts a request. It reports false after stop.
func (s *Server) begin() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.stopped {
		s.handlers.Add(1)
	}
	return !s.stopped
}

// stop waits until every handler has returned.
func (s *Server) stop() {
	s.mu.Lock()
	s.stopped = true
	s.mu.Unlock()
	s.handlers.Wait()
}

// URL returns the address of the page with the token that opens it. It can be opened any number of times.
func (s *Server) URL() string { return s.address(tokenParameter, s.guard.token) }

// LaunchURL returns an address that opens the page one time. It is for the command line of a browser, which other users of the machine can read.
func (s *Server) LaunchURL() string {
	once := rand.Text()
	s.guard.setOnce(once)
	return s.address(onceParameter, once)
}

func (s *Server) address(parameter, secret string) string {
	u := url.URL{Scheme: "http", Host: net.JoinHostPort(loopback, s.guard.port), Path: "/", RawQuery: url.Values{parameter: {secret}}.Encode()}
	return u.String()
}

// Serve serves until ctx ends, which is not an error. When it returns, the port is free, and every handler has returned.
func (s *Server) Serve(ctx context.Context) error {
	s.http.BaseContext = func(net.Listener) context.Context { return ctx } // streams end with it
	ended := make(chan error, 1)
	go func() { ended <- s.http.Serve(s.listener) }()
	select {
	case err := <-ended:
		return fmt.Errorf("serve the page: %w", err)
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTime)
	defer cancel()
	err := s.http.Shutdown(grace)
	if errors.Is(err, context.DeadlineExceeded) { // a client that does not read keeps its connection open
		err = s.http.Close()
	}
	<-ended
	s.stop()
	if err != nil {
		return fmt.Errorf("stop serving: %w", err)
	}
	return nil
}

// Close gives the port back without serving.
func (s *Server) Close() error { return s.listener.Close() }

const (
	loopback = "127.0.0.1"

	// DefaultPort is the port of the page.
	DefaultPort = 7345
	// AnyPort is the Port that asks for DefaultPort, or a free one where DefaultPort is taken.
	AnyPort = -1

	nextPorts = 10 // so many ports from DefaultPort on are tried, so that the address stays a familiar one
)

// PortError is the error for a port that cannot be used.
type PortError struct {
	Port int
	Err  error // of the operating system
}

func (e *PortError) Error() string { return fmt.Sprintf("listen on port %d: %v", e.Port, e.Err) }
func (e *PortError) Unwrap() error { return e.Err }

// listen listens on a port of the loopback address.
func listen(port int) (net.Listener, error) {
	if port != AnyPort {
		l, err := net.Listen("tcp4", net.JoinHostPort(loopback, strconv.Itoa(port)))
		if err != nil {
			return nil, &PortError{port, reason(err)}
		}
		return l, nil
	}
	for p := DefaultPort; p < DefaultPort+nextPorts; p++ {
		if l, err := listen(p); err == nil {
			return l, nil
		}
	}
	return listen(0)
}

// reason returns what the operating system says, without the words around it.
func reason(err error) error {
	if op := new(net.OpError); errors.As(err, &op) {
		return op.Err
	}
	return err
}
