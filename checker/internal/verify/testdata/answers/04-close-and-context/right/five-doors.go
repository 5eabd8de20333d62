// right
// a channel for each method, so the owner picks among waiting callers at random; errors are a type of its own that unwraps, and a call both dead and closed returns both joined.
package main

import (
	"context"
	"errors"
)

var ErrClosed = errors.New("sharedmap: closed")

// opError says which call failed, and why.
type opError struct {
	op, key string
	err     error
}

func (e *opError) Error() string {
	return "sharedmap: " + e.op + " \"" + e.key + "\": " + e.err.Error()
}
func (e *opError) Unwrap() error { return e.err }

type request struct {
	key   string
	value any
	f     func(old any, found bool) any
	reply chan answer
}

type answer struct {
	value any
	found bool
	n     int
}

type SharedMap struct {
	sets, gets, removes, counts, updates chan request
	end                                  chan struct{}       // asks the owner to end
	last                                 chan map[string]any // the map once
	done                                 chan struct{}
}

func NewMap() *SharedMap {
	sm := &SharedMap{
		sets: make(chan request), gets: make(chan request), removes: make(chan request),
		counts: make(chan request), updates: make(chan request),
		end: make(chan struct{}), last: make(chan map[string]any, 1), done: make(chan struct{}),
	}
	go sm.own()
	return sm
}

func (sm *SharedMap) own() {
	defer close(sm.done)
	m := make(map[string]any)
	for {
		select {
		case r := <-sm.sets:
			m[r.key] = r.value
			r.reply <- answer{}
		case r := <-sm.gets:
			v, ok := m[r.key]
			r.reply <- answer{value: v, found: ok}
		case r := <-sm.removes:
			delete(m, r.key)
			r.reply <- answer{}
		case r := <-sm.counts:
			r.reply <- answer{n: len(m)}
		case r := <-sm.updates:
			old, found := m[r.key]
			v := r.f(old, found)
			m[r.key] = v
			r.reply <- answer{value: v}
		case <-sm.end:
			sm.last <- m
			return
		}
	}
}

func (sm *SharedMap) ask(ctx context.Context, op string, door chan<- request, r request) (answer, error) {
	if err := ctx.Err(); err != nil {
		select {
		case <-sm.done:
			err = errors.Join(ErrClosed, err)
		default:
		}
		return answer{}, &opError{op, r.key, err}
	}
	r.reply = make(chan answer, 1)
	select {
	case door <- r:
	case <-ctx.Done():
		return answer{}, &opError{op, r.key, ctx.Err()}
	case <-sm.done:
		return answer{}, &opError{op, r.key, ErrClosed}
	}
	select {
	case a := <-r.reply:
		return a, nil
	case <-ctx.Done():
		return answer{}, &opError{op, r.key, ctx.Err()}
	}
}

func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	_, err := sm.ask(ctx, "set", sm.sets, request{key: key, value: value})
	return err
}

func (sm *SharedMap) Get(ctx context.Context, key string) (value any, found bool, err error) {
	a, err := sm.ask(ctx, "get", sm.gets, request{key: key})
	return a.value, a.found, err
}

func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	_, err := sm.ask(ctx, "remove", sm.removes, request{key: key})
	return err
}

func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	a, err := sm.ask(ctx, "count", sm.counts, request{})
	return a.n, err
}

func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	a, err := sm.ask(ctx, "update", sm.updates, request{key: key, f: f})
	return a.value, err
}

func (sm *SharedMap) Close() map[string]any {
	select {
	case sm.end <- struct{}{}:
		<-sm.done
		return <-sm.last
	case <-sm.done:
		return nil
	}
}
