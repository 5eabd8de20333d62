// right
// Two goroutines: a clerk that is never busy keeps the queue and hears who comes, who leaves and who closes, and a worker that owns the map; not one lock or atomic.
package main

import (
	"context"
	"errors"
	"slices"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

type request struct {
	run  func(m map[string]any)
	done chan error // room for one
}

// SharedMap is a map with a clerk before it.
type SharedMap struct {
	come    chan *request
	leave   chan *request
	closers chan chan map[string]any
	stopped chan struct{} // is closed by the clerk, at its end
}

// NewMap starts the clerk and the worker of an empty map.
func NewMap() *SharedMap {
	sm := &SharedMap{
		come:    make(chan *request),
		leave:   make(chan *request),
		closers: make(chan chan map[string]any),
		stopped: make(chan struct{}),
	}
	work := make(chan *request)
	last := make(chan map[string]any)
	go worker(work, last)
	go sm.clerk(work, last)
	return sm
}

func worker(work <-chan *request, last chan<- map[string]any) {
	m := make(map[string]any)
	for r := range work {
		r.run(m)
		r.done <- nil
	}
	last <- m
}

func (sm *SharedMap) clerk(work chan<- *request, last <-chan map[string]any) {
	defer close(sm.stopped)
	var queue []*request
	var closers []chan map[string]any
	for {
		var next *request
		var out chan<- *request // nil while there is nothing to hand out
		if len(queue) > 0 {
			next, out = queue[0], work
		}
		select {
		case r := <-sm.come:
			if len(closers) > 0 {
				r.done <- ErrClosed
				continue
			}
			queue = append(queue, r)
		case r := <-sm.leave:
			queue = slices.DeleteFunc(queue, func(q *request) bool { return q == r })
		case out <- next:
			queue = queue[1:]
		case c := <-sm.closers:
			closers = append(closers, c)
			if len(closers) > 1 {
				continue
			}
			for _, r := range queue {
				r.done <- ErrClosed
			}
			queue = nil
			close(work)
		case m := <-last:
			for _, c := range closers {
				c <- m
				m = nil
			}
			return
		}
	}
}

// do has run carried out. Where it returns an error, what run writes must not
// be read.
func (sm *SharedMap) do(ctx context.Context, run func(m map[string]any)) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	r := &request{run: run, done: make(chan error, 1)}
	select {
	case sm.come <- r:
	case <-sm.stopped:
		return ErrClosed
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case err := <-r.done:
		return err
	case <-ctx.Done():
	}
	select {
	case sm.leave <- r: // the clerk is never busy
	case <-sm.stopped:
	}
	return ctx.Err()
}

// Set stores value under key.
func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	return sm.do(ctx, func(m map[string]any) { m[key] = value })
}

// Get returns what is stored under key, and whether there is anything.
func (sm *SharedMap) Get(ctx context.Context, key string) (any, bool, error) {
	var value any
	var found bool
	if err := sm.do(ctx, func(m map[string]any) { value, found = m[key] }); err != nil {
		return nil, false, err
	}
	return value, found, nil
}

// Remove deletes key.
func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	return sm.do(ctx, func(m map[string]any) { delete(m, key) })
}

// Count returns how many keys there are.
func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	var n int
	if err := sm.do(ctx, func(m map[string]any) { n = len(m) }); err != nil {
		return 0, err
	}
	return n, nil
}

// Update stores what f returns for the old value, and returns it.
func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	var value any
	err := sm.do(ctx, func(m map[string]any) {
		old, found := m[key]
		value = f(old, found)
		m[key] = value
	})
	if err != nil {
		return nil, err
	}
	return value, nil
}

// Close tells the clerk, and waits until clerk and worker have gone.
func (sm *SharedMap) Close() map[string]any {
	c := make(chan map[string]any, 1)
	select {
	case sm.closers <- c:
		<-sm.stopped
		return <-c
	case <-sm.stopped:
		return nil
	}
}
