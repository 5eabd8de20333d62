package hub

import (
	"fmt"
	"io"
	"net/http"
	"time"
)

// Stream serves the versions of a hub as server-sent events. Each event is the number of a version as its id, and Data as its text. A client that
// connects anew gets the present version at once, so none is lost, whatever its Last-Event-ID.
type Stream[T any] struct {
	hub   *Hub[T]
	data  func(Version[T]) string
	free  chan struct{} // one value for each further stream
	pulse time.Duration
}

// Times of a stream.
const (
	pulseTime = 15 * time.Second // after so long without an event something is sent, which shows both ends that the other one is there
	writeTime = 10 * time.Second // a client that takes no byte for so long is left
)

// NewStream returns a handler for at most so many clients at a time. data returns the text of an event, which is one line.
func NewStream[T any](h *Hub[T], most int, data func(Version[T]) string) *Stream[T] {
	s := &Stream[T]{h, data, make(chan struct{}, most), pulseTime}
	for range most {
		s.free <- struct{}{}
	}
	return s
}

// ServeHTTP sends events until the client leaves, the server's context ends or the hub's does.
func (s *Stream[T]) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	select {
	case <-s.free:
		defer func() { s.free <- struct{}{} }()
	default:
		w.Header().Set("Connection", "close")
		w.Header().Set("Retry-After", "5")
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	c := http.NewResponseController(w)
	if err := c.SetReadDeadline(time.Time{}); err != nil { // the server's deadline is for requests that end
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	versions, leave := s.hub.Watch(r.Context())
	defer leave()
	tick := time.NewTicker(s.pulse)
	defer tick.Stop()
	for {
		text := ": pulse\n\n"
		select {
		case <-r.Context().Done():
			return
		case v, ok := <-versions:
			if !ok {
				return
			}
			text = fmt.Sprintf("id: %d\ndata: %s\n\n", v.Number, s.data(v))
		case <-tick.C:
		}
		if !send(c, w, text) {
			return
		}
	}
}

// send writes a text. It reports false if the client does not take it in time.
func send(c *http.ResponseController, w io.Writer, text string) bool {
	if err := c.SetWriteDeadline(time.Now().Add(writeTime)); err != nil {
		return false
	}
	if _, err := io.WriteString(w, text); err != nil {
		return false
	}
	return c.Flush() == nil
}
