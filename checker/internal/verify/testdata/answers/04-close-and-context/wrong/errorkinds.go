// wrong: waiting-to-send waiting-for-reply already-cancelled
// The error knows three kinds of failure only, so where a context of one's own type ends with an Err of its own, errors.Is finds context.Canceled instead of ctx.Err(), which breaks "An error may be wrapped as long as errors.Is finds ctx.Err()".
package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

type kind int

const (
	closed kind = iota
	cancelled
	late
)

func (k kind) err() error {
	return [...]error{ErrClosed, context.Canceled, context.DeadlineExceeded}[k]
}

// opError says which call failed, and why.
type opError struct {
	op, key string
	kind    kind
}

func (e *opError) Error() string        { return fmt.Sprintf("%s %q: %v", e.op, e.key, e.kind.err()) }
func (e *opError) Is(target error) bool { return errors.Is(e.kind.err(), target) }

func (e *opError) Timeout() bool { return e.kind == late }

func kindOf(ctx context.Context) kind {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return late
	}
	return cancelled // bug: a context may have another error
}

type answer struct {
	value any
	found bool
	count int
}

type command struct {
	do     func(m map[string]any) answer
	answer chan answer
}

// SharedMap is a map that one goroutine owns.
type SharedMap struct {
	c      chan command
	last   chan map[string]any
	once   sync.Once
	closed chan struct{}
}

// NewMap starts the owner of an empty map.
func NewMap() *SharedMap {
	sm := &SharedMap{
		c:      make(chan command),
		last:   make(chan map[string]any),
		closed: make(chan struct{}),
	}
	go sm.own()
	return sm
}

func (sm *SharedMap) own() {
	m := make(map[string]any)
	for {
		select {
		case cmd := <-sm.c:
			cmd.answer <- cmd.do(m)
		case <-sm.closed:
			sm.last <- m
			return
		}
	}
}

func (sm *SharedMap) ask(ctx context.Context, op, key string, do func(m map[string]any) answer) (answer, error) {
	select {
	case <-sm.closed:
		return answer{}, &opError{op, key, closed}
	default:
	}
	if ctx.Err() != nil {
		return answer{}, &opError{op, key, kindOf(ctx)}
	}
	cmd := command{do: do, answer: make(chan answer, 1)}
	select {
	case sm.c <- cmd:
	case <-sm.closed:
		return answer{}, &opError{op, key, closed}
	case <-ctx.Done():
		return answer{}, &opError{op, key, kindOf(ctx)}
	}
	select {
	case a := <-cmd.answer:
		return a, nil
	case <-ctx.Done():
		return answer{}, &opError{op, key, kindOf(ctx)}
	}
}

// Set stores value under key.
func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	_, err := sm.ask(ctx, "set", key, func(m map[string]any) answer {
		m[key] = value
		return answer{}
	})
	return err
}

// Get returns what is stored under key, and whether there is anything.
func (sm *SharedMap) Get(ctx context.Context, key string) (value any, found bool, err error) {
	a, err := sm.ask(ctx, "get", key, func(m map[string]any) answer {
		v, found := m[key]
		return answer{value: v, found: found}
	})
	return a.value, a.found, err
}

// Remove deletes key.
func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	_, err := sm.ask(ctx, "remove", key, func(m map[string]any) answer {
		delete(m, key)
		return answer{}
	})
	return err
}

// Count returns how many keys there are.
func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	a, err := sm.ask(ctx, "count", "", func(m map[string]any) answer { return answer{count: len(m)} })
	return a.count, err
}

// Update stores what f returns for the old value, and returns it.
func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	a, err := sm.ask(ctx, "update", key, func(m map[string]any) answer {
		old, found := m[key]
		v := f(old, found)
		m[key] = v
		return answer{value: v}
	})
	return a.value, err
}

// Close ends the map and hands it over.
func (sm *SharedMap) Close() map[string]any {
	var m map[string]any
	sm.once.Do(func() {
		close(sm.closed)
		m = <-sm.last
	})
	return m
}
